// Reads Natural Earth's countries (package world-atlas, 1:10 million) and writes those around the theatres, clipped, simplified and rounded.
// Borders are simplified together, so that two neighbours keep one line. Usage: node outlines.mjs OUT.json (make.sh brings the packages).
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { feature } from "topojson-client";
import { presimplify, simplify, sphericalTriangleArea } from "topojson-simplify";

const countries = ["Afghanistan", "Tajikistan", "Kyrgyzstan", "Uzbekistan", "Turkmenistan", "Kazakhstan", "Pakistan", "China", "Iran", "India", "Russia"];
const box = { west: 46, east: 90, south: 24, north: 54 };
const digits = 2; // a hundredth of a degree is about a kilometre
const leastTriangle = 6e-8; // steradians, about 2.4 square kilometres: a bend of a border smaller than that is left out
const closeUp = { lon: 70.8, lat: 39.8 }; // the map is read closest here; five degrees away a bend must be twice as large to be kept, and so on
const leastRing = 1e-4; // square degrees: what is smaller than the smallest enclave is left out

const world = JSON.parse(readFileSync(createRequire(import.meta.url).resolve("world-atlas/countries-10m.json")));
const wanted = { ...world.objects.countries, geometries: world.objects.countries.geometries.filter((g) => countries.includes(g.properties.name)) };
const lighter = simplify(presimplify({ ...world, objects: { wanted } }, weight), leastTriangle);

function weight(triangle) {
  const [lon, lat] = triangle[1];
  return sphericalTriangleArea(triangle) / (1 + ((lon - closeUp.lon) ** 2 + (lat - closeUp.lat) ** 2) / 25);
}
const round = (n) => Number(n.toFixed(digits));
const area = (ring) => Math.abs(ring.reduce((sum, [x, y], i) => { const [u, v] = ring[(i + 1) % ring.length]; return sum + x * v - u * y; }, 0)) / 2;

// one side of the box after the other; what lies outside is drawn along the side, which no view of the map shows
const sides = [
  [([x]) => x >= box.west, (a, b) => cross(a, b, 0, box.west)], [([x]) => x <= box.east, (a, b) => cross(a, b, 0, box.east)],
  [([, y]) => y >= box.south, (a, b) => cross(a, b, 1, box.south)], [([, y]) => y <= box.north, (a, b) => cross(a, b, 1, box.north)],
];
function cross(a, b, axis, at) {
  const t = (at - a[axis]) / (b[axis] - a[axis]);
  return [a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])];
}
function clip(ring) {
  return sides.reduce((points, [inside, meet]) => points.flatMap((point, i) => {
    const before = points.at(i - 1);
    return [...(inside(point) === inside(before) ? [] : [meet(before, point)]), ...(inside(point) ? [point] : [])];
  }), ring.slice(0, -1));
}

const out = countries.map((name) => {
  const { geometry } = feature(lighter, lighter.objects.wanted).features.find((f) => f.properties.name === name);
  const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
  const rings = polygons.flat().map(clip).filter((ring) => ring.length > 2 && area(ring) > leastRing)
    .map((ring) => ring.map((p) => p.map(round)).filter((p, i, all) => i === 0 || p[0] !== all[i - 1][0] || p[1] !== all[i - 1][1]));
  return { name, rings: rings.filter((ring) => ring.length > 2) };
});
writeFileSync(process.argv[2], `{\n  "countries": [\n${out.map((c) => `    {"name": ${JSON.stringify(c.name)}, "rings": ${JSON.stringify(c.rings)}}`).join(",\n")}\n  ]\n}\n`);
console.log(out.map((c) => `${c.name}: ${c.rings.length} rings, ${c.rings.flat().length} points`).join("\n"));
