const tabbable =
  'a[href], button:not(:disabled):not([tabindex="-1"]), input:not(:disabled), select, textarea, [contenteditable="true"], [tabindex="0"]';

/** Where the focus was in each pane, to come back to. */
const lastIn = new WeakMap<Element, HTMLElement>();

const visible = (element: HTMLElement): boolean => element.offsetParent !== null && !element.closest('[inert]');

/** Remembers where the focus is. Listen to `focusin` with it. */
export function rememberFocus(event: FocusEvent): void {
  const target = event.target as HTMLElement;
  const pane = target.closest('[data-pane]');
  if (pane && target !== pane) lastIn.set(pane, target);
}

/** Puts the focus in a pane: where it was, else at its entry (`data-pane-entry`, or the row of a list that Tab stops at), else at the first thing that takes it. */
export function focusPane(pane: HTMLElement): void {
  const last = lastIn.get(pane);
  const before = last?.isConnected && last.tabIndex >= 0 && pane.contains(last) && visible(last) ? last : null;
  const entry = pane.querySelector<HTMLElement>('[data-pane-entry], [data-row][tabindex="0"]');
  const target = before ?? (entry && visible(entry) ? entry : null) ?? [...pane.querySelectorAll<HTMLElement>(tabbable)].find(visible);
  (target ?? pane).focus();
}

/** F6: the focus goes to the next pane that is drawn, round and round. */
export function walkPanes(root: HTMLElement, step: 1 | -1): void {
  const panes = [...root.querySelectorAll<HTMLElement>('[data-pane]')].filter(visible);
  const at = panes.findIndex((pane) => pane.contains(document.activeElement));
  const next = panes[at < 0 ? (step > 0 ? 0 : panes.length - 1) : (at + step + panes.length) % panes.length];
  if (next) focusPane(next);
}
