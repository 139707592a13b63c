// Runs before the first paint. What the person chose stays; until then the system's preference holds, also when it changes.
(() => {
  const system = matchMedia("(prefers-color-scheme: dark)");
  const chosen = () => { try { return localStorage.getItem("theme"); } catch { return null; } };
  const now = () => chosen() ?? (system.matches ? "dark" : "light");
  const show = () => { document.documentElement.dataset.theme = now(); };
  show();
  system.addEventListener("change", show);
  window.timelineTheme = {
    now,
    turn() {
      const next = now() === "dark" ? "light" : "dark";
      try { localStorage.setItem("theme", next); } catch { /* a browser that keeps nothing: it holds for this page */ }
      document.documentElement.dataset.theme = next;
      return next;
    },
  };
})();
