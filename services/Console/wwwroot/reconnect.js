// The page's own line to the server is gone or back. The server that answers may be a new one that knows nothing of this page: then it is loaded again.
(() => {
  const notice = document.getElementById("components-reconnect-modal");
  notice.addEventListener("components-reconnect-state-changed", (e) => {
    if (e.detail.state === "rejected") location.reload();
    if (e.detail.state === "failed") setTimeout(again, 5000);
  });
  async function again() {
    try { if (!(await Blazor.reconnect())) location.reload(); } catch { setTimeout(again, 5000); }
  }
})();
