// Follows the live stream for the page. EventSource resumes by itself with Last-Event-ID; where the server refuses it gives up, so we begin again
// after the last event that came. What cannot be handed to the page (its own connection is down as well) makes the page read the whole list later.
// Whether the stream stands is shown here, not by the page's code: when the network is gone, that cannot draw.
export function follow(page, notice) {
  const show = (state) => { notice.dataset.state = state; };
  let source, last, stale = false, over = false, again;
  const hand = async (name, ...words) => {
    try { await page.invokeMethodAsync(name, ...words); return true; } catch { return false; }
  };
  const catchUp = async () => {
    if (over) return;
    stale = !(await hand("Connected"));
    if (stale) { clearTimeout(again); again = setTimeout(catchUp, 1000); }
  };
  const begin = () => {
    if (over) return;
    source = new EventSource("/api/alerts/stream" + (last ? `?after=${encodeURIComponent(last)}` : ""));
    source.onopen = () => { show("live"); catchUp(); };
    source.addEventListener("hello", (e) => { last = e.lastEventId || last; });
    source.addEventListener("alert", async (e) => {
      last = e.lastEventId || last;
      if (!(await hand("Arrived", e.data)) && !stale) { stale = true; again = setTimeout(catchUp, 1000); }
    });
    source.onerror = () => {
      show("lost");
      if (source.readyState === EventSource.CLOSED) setTimeout(begin, 2000);
    };
  };
  begin();
  return { stop() { over = true; clearTimeout(again); source.close(); } };
}
