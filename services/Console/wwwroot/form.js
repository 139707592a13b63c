export function focusFirstWrong() {
  document.querySelector('main [aria-invalid="true"]')?.focus();
}
export function focus(id) {
  document.getElementById(id)?.focus();
}
