// The hands on the chart: wheel, drag, keys, hovering, and how wide it is. What is shown is the page's affair; here only a drag is followed until it ends.
export function attach(page, chart, view) {
  const gone = new AbortController();
  const listen = (target, name, deed, options) => target.addEventListener(name, deed, { signal: gone.signal, ...options });
  const plot = () => chart.querySelector(".plot");
  const width = () => plot()?.getBoundingClientRect().width || 1;
  const tell = (name, ...words) => view.invokeMethodAsync(name, ...words).catch(() => { /* the line to the server is down; reconnect.js says so */ });

  // ---- how wide it is, and a letter of its words on average
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = `12px ${getComputedStyle(chart).fontFamily}`;
  const sample = "Four Japanese geologists and others are taken hostage; 2,500 ha of poppy";
  const letter = pen.measureText(sample).width / sample.length;
  const size = new ResizeObserver(() => tell("Measured", Math.round(width()), letter * 1.04, chart.clientWidth < 620));
  size.observe(chart);

  // ---- the wheel: with Ctrl it zooms where the pointer is, sideways it moves. At most one wish is under way, later ones are added up.
  let factor = 1, at = 0.5, share = 0, under = false;
  async function wish() {
    if (under) return;
    under = true;
    while (factor !== 1 || share !== 0) {
      const [f, s] = [factor, share];
      [factor, share] = [1, 0];
      if (f !== 1) await tell("ZoomBy", f, at);
      if (s !== 0) await tell("MoveBy", s);
      await new Promise(requestAnimationFrame);
    }
    under = false;
  }
  listen(chart, "wheel", (e) => {
    const sideways = e.shiftKey ? e.deltaY || e.deltaX : Math.abs(e.deltaX) > Math.abs(e.deltaY) ? e.deltaX : 0;
    if (!e.ctrlKey && !sideways) return;
    e.preventDefault();
    const lines = e.deltaMode === 1 ? 16 : 1;
    if (e.ctrlKey) {
      const box = plot().getBoundingClientRect();
      at = Math.min(1, Math.max(0, (e.clientX - box.left) / box.width));
      factor *= Math.exp(Math.max(-1, Math.min(1, e.deltaY * lines * 0.004)));
    } else {
      share += (sideways * lines) / width();
    }
    wish();
  }, { passive: false });

  // ---- a drag: the drawing follows the pointer; when it is let go the page draws anew, and in that same moment the drawing goes back to its place
  let drag = null, dragged = false;
  const shift = (by) => chart.querySelectorAll(".moving").forEach((g) => { by ? g.setAttribute("transform", `translate(${by} 0)`) : g.removeAttribute("transform"); });
  const drawn = new MutationObserver(() => { if (!drag) shift(0); });
  drawn.observe(chart, { attributes: true, attributeFilter: ["data-span"] });
  listen(chart, "pointerdown", (e) => {
    if (e.button === 0 && e.target.closest(".plot, .axis")) drag = { from: e.clientX, id: e.pointerId, by: 0 };
  });
  listen(chart, "pointermove", (e) => {
    if (drag?.id !== e.pointerId) return;
    drag.by = e.clientX - drag.from;
    if (!dragged && Math.abs(drag.by) > 4) {
      dragged = true;
      chart.setPointerCapture(e.pointerId);
      chart.classList.add("dragging");
      hide();
    }
    if (dragged) shift(Math.max(-width() / 2, Math.min(width() / 2, drag.by)));
  });
  const end = async (e) => {
    if (drag?.id !== e.pointerId) return;
    const { by } = drag;
    drag = null;
    chart.classList.remove("dragging");
    if (dragged) {
      if (e.type === "pointercancel") shift(0); else await tell("MoveBy", -Math.max(-0.5, Math.min(0.5, by / width())));
      setTimeout(() => { dragged = false; }, 0);
    }
  };
  listen(chart, "pointerup", end);
  listen(chart, "pointercancel", end);
  listen(chart, "dragstart", (e) => e.preventDefault());
  listen(chart, "click", (e) => { if (dragged) { e.preventDefault(); e.stopPropagation(); } }, { capture: true });

  // ---- keys: on the chart they move it, on a mark they go to its neighbours
  const marks = () => [...chart.querySelectorAll("a[data-at]")].map((a) => ({ a, x: Number(a.dataset.at), y: Number(a.dataset.y), lane: a.closest(".lane") })).filter((m) => m.x > -20 || m.a === document.activeElement);
  function go(mark) {
    if (!mark) return;
    chart.querySelectorAll('a[data-at][tabindex="0"]').forEach((a) => a.setAttribute("tabindex", "-1"));
    mark.a.setAttribute("tabindex", "0");
    mark.a.focus();
  }
  function neighbour(here, key) {
    const others = marks().filter((m) => m.a !== here.a && m.x < width());
    const best = (list, cost) => list.sort((p, q) => cost(p) - cost(q))[0];
    if (key === "ArrowRight") return best(others.filter((m) => m.lane === here.lane && (m.x > here.x || (m.x === here.x && m.y > here.y))), (m) => m.x * 1000 + m.y);
    if (key === "ArrowLeft") return best(others.filter((m) => m.lane === here.lane && (m.x < here.x || (m.x === here.x && m.y < here.y))), (m) => -(m.x * 1000 + m.y));
    if (key === "ArrowDown") return best(others.filter((m) => m.y > here.y), (m) => (m.y - here.y) * 6 + Math.abs(m.x - here.x));
    return best(others.filter((m) => m.y < here.y), (m) => (here.y - m.y) * 6 + Math.abs(m.x - here.x));
  }
  listen(chart, "keydown", (e) => {
    if (e.ctrlKey || e.metaKey || e.altKey) return;
    const mark = e.target.closest("a[data-at]");
    const key = e.key === "=" ? "+" : e.key;
    const onChart = { ArrowLeft: () => tell("MoveBy", -0.2), ArrowRight: () => tell("MoveBy", 0.2), Enter: () => go(marks().find((m) => m.a.getAttribute("tabindex") === "0") ?? marks()[0]) };
    const anywhere = { "+": () => tell("ZoomBy", 0.5, 0.5), "-": () => tell("ZoomBy", 2, 0.5), Home: () => tell("GoTo", "first"), End: () => tell("GoTo", "last") };
    if (mark && key.startsWith("Arrow")) go(neighbour(marks().find((m) => m.a === mark), key));
    else if (mark && key === "Escape") { hide(); chart.focus(); }
    else if (anywhere[key] && (mark || e.target === chart)) anywhere[key]();
    else if (onChart[key] && e.target === chart) onChart[key]();
    else return;
    e.preventDefault();
  });

  // ---- hovering and focus: a word beside the mark, and what belongs to it elsewhere stands out
  const tip = document.body.appendChild(Object.assign(document.createElement("div"), { className: "chart-tip", hidden: true }));
  tip.setAttribute("aria-hidden", "true");
  function hide() {
    tip.hidden = true;
    page.querySelectorAll(".hot").forEach((m) => m.classList.remove("hot"));
  }
  function show(a) {
    hide();
    const [title, ...rest] = a.getAttribute("aria-label").split(". ");
    tip.replaceChildren(Object.assign(document.createElement("strong"), { textContent: title }), document.createElement("br"), rest.join(". "));
    tip.hidden = false;
    const box = (a.querySelector(".stretch") ?? a).getBoundingClientRect(), view = plot().getBoundingClientRect(), own = tip.getBoundingClientRect();
    const from = Math.max(box.left, a.closest(".plot") ? view.left : 0);
    tip.style.left = `${Math.max(4, Math.min(from, innerWidth - own.width - 8))}px`;
    tip.style.top = `${box.bottom + own.height + 12 < innerHeight ? box.bottom + 8 : box.top - own.height - 8}px`;
    const places = new Set([...(a.dataset.places ?? "").split(" "), a.dataset.place].filter(Boolean));
    page.querySelectorAll("[data-place], [data-places]").forEach((m) => {
      if (m !== a && [...(m.dataset.places ?? m.dataset.place ?? "").split(" ")].some((p) => places.has(p)) && (m.dataset.place !== undefined) !== (a.dataset.place !== undefined)) m.classList.add("hot");
    });
    if (a.dataset.id) page.querySelectorAll(".join").forEach((j) => { if (j.dataset.from === a.dataset.id || j.dataset.to === a.dataset.id) j.classList.add("hot"); });
  }
  const spoken = (e) => e.target.closest?.("a[data-at], a[data-place]");
  listen(page, "pointerover", (e) => { const a = spoken(e); if (a && !dragged) show(a); else if (!a) hide(); });
  listen(page, "pointerleave", hide);
  listen(page, "focusin", (e) => { const a = spoken(e); if (a?.matches(":focus-visible")) show(a); });
  listen(page, "focusout", hide);
  listen(document, "keydown", (e) => { if (e.key === "Escape") hide(); });
  listen(window, "scroll", hide, { passive: true });

  return { detach() { gone.abort(); size.disconnect(); drawn.disconnect(); tip.remove(); } };
}
