// Follows the live stream for the page. EventSource resumes by itself with Last-Event-ID; where the server refuses, or the line is dead and does not say so,
// we begin again after the last event that came. What cannot be handed to the page (its own connection is down as well) makes the page read the whole list
// later. Whether the stream stands is shown here, not by the page's code: when the network is gone, that cannot draw.
const SILENT = 40_000;      // the server says something every 15 s
const SHOWN_AGAIN = 60_000; // how long "live again" stays

export function follow(page, notice, shelf, hint) {
  let source, last, heard = Date.now(), lostAt, stale = false, over = false, again, settle;

  const show = (state) => { if (notice.dataset.state !== state) notice.dataset.state = state; };
  const lost = (since) => {
    if (over || lostAt) return;
    lostAt = since;
    clearTimeout(settle);
    notice.querySelector(".lost time").textContent = clock(since);
    show("lost");
  };
  const back = () => {
    if (!lostAt) { if (notice.dataset.state === "new") show("live"); return; }
    notice.querySelector(".back time").textContent = `${clock(lostAt)} to ${clock(Date.now())}`;
    lostAt = undefined;
    show("back");
    settle = setTimeout(() => show("live"), SHOWN_AGAIN);
  };
  const hand = async (name, ...words) => {
    try { return (await page.invokeMethodAsync(name, ...words)) !== false; } catch { return false; }
  };
  const catchUp = async () => {
    clearTimeout(again);
    if (over) return;
    stale = !(await hand("Connected"));
    if (over) return;
    if (stale) again = setTimeout(catchUp, 1000);
    else if (source.readyState === EventSource.OPEN) back();
  };
  const begin = () => {
    if (over) return;
    source?.close();
    heard = Date.now();
    source = new EventSource("/api/alerts/stream" + (last ? `?after=${encodeURIComponent(last)}` : ""));
    source.onopen = () => { heard = Date.now(); catchUp(); };
    source.addEventListener("beat", () => { heard = Date.now(); });
    source.addEventListener("hello", (e) => { heard = Date.now(); last = e.lastEventId || last; });
    source.addEventListener("alert", async (e) => {
      heard = Date.now();
      last = e.lastEventId || last;
      if (!(await hand("Arrived", e.data)) && !stale) { stale = true; again = setTimeout(catchUp, 1000); }
    });
    source.onerror = () => {
      lost(Date.now());
      if (source.readyState === EventSource.CLOSED) setTimeout(begin, 2000);
    };
  };
  const watch = setInterval(() => {
    if (Date.now() - heard > SILENT) { lost(heard); begin(); }
  }, 5000);
  const offline = () => lost(Date.now());
  window.addEventListener("offline", offline);
  window.addEventListener("online", begin);
  const hands = keys(shelf, hint);
  begin();
  return {
    focus(id) { document.getElementById(id)?.focus({ preventScroll: false }); },
    stop() {
      over = true;
      clearTimeout(again);
      clearTimeout(settle);
      clearInterval(watch);
      window.removeEventListener("offline", offline);
      window.removeEventListener("online", begin);
      hands.stop();
      source.close();
    },
  };
}

const clock = (at) => new Date(at).toISOString().slice(11, 19) + " UTC";

// Single keys for whoever works without a mouse. They press the buttons that are there, so they can do nothing that a button could not; they can be turned off.
function keys(shelf, hint) {
  const turn = hint.querySelector("button");
  const kept = () => { try { return localStorage.getItem("alert-keys") !== "off"; } catch { return true; } };
  let on = kept();
  const draw = () => {
    turn.textContent = on ? "Keys are on" : "Keys are off";
    turn.setAttribute("aria-pressed", on);
    hint.classList.toggle("off", !on);
  };
  const flip = () => {
    on = !on;
    try { localStorage.setItem("alert-keys", on ? "on" : "off"); } catch { /* a browser that keeps nothing: it holds for this page */ }
    draw();
  };
  const articles = () => [...shelf.querySelectorAll(":scope > li > article")];
  const step = (by) => {
    const all = articles();
    const here = all.indexOf(document.activeElement?.closest("article"));
    const next = all[here < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(Math.max(here + by, 0), all.length - 1)];
    next?.focus();
    next?.scrollIntoView({ block: "nearest" });
  };
  const press = (e) => {
    if (!on || e.ctrlKey || e.metaKey || e.altKey || e.defaultPrevented) return;
    const article = document.activeElement?.closest(".alerts article");
    if (e.key === "Escape") { article?.querySelector('[data-key="Escape"]')?.click(); return; }
    if (e.target.closest("input, textarea, select, [contenteditable]")) return;
    const onArticle = document.activeElement === article && article;
    if (e.key === "j" || (e.key === "ArrowDown" && onArticle)) { step(1); e.preventDefault(); return; }
    if (e.key === "k" || (e.key === "ArrowUp" && onArticle)) { step(-1); e.preventDefault(); return; }
    if (!article || e.key.length !== 1) return;
    const button = article.querySelector(`:is(button, summary)[data-key="${CSS.escape(e.key)}"]`);
    if (button) { button.click(); e.preventDefault(); }
  };
  turn.addEventListener("click", flip);
  document.addEventListener("keydown", press);
  draw();
  return { stop() { turn.removeEventListener("click", flip); document.removeEventListener("keydown", press); } };
}
