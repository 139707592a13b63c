export function focusFirstWrong() {
  document.querySelector('main [aria-invalid="true"]')?.focus();
}
// what takes the focus may be drawn a moment after it was asked for: until then it is looked for, for two seconds
export function focus(id, until = performance.now() + 2000) {
  const element = document.getElementById(id);
  if (!element && performance.now() < until) {
    requestAnimationFrame(() => focus(id, until));
    return;
  }
  // a text that was put into its field has the caret at its end: a long one would be scrolled there
  if (element instanceof HTMLTextAreaElement && !element.dataset.begun) {
    element.dataset.begun = "yes";
    element.setSelectionRange(0, 0);
  }
  element?.focus();
}
// where somebody is in a field already, the line was slow and they are left there
export function focusHeading() {
  const at = document.activeElement, heading = document.querySelector('h1');
  if (heading && !location.hash && !at?.matches('main :is(input, select, textarea)')) {
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
  }
}
