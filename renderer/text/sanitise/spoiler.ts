import { t } from '../language.svelte.ts';

/** Shows or hides a hidden text (spec 11.2.1.1, `data-mx-spoiler`): while it is hidden, it is not read aloud either, only its reason is. */
export function showSpoiler(element: HTMLElement, shown: boolean): void {
  element.setAttribute('aria-expanded', String(shown));
  if (shown) element.removeAttribute('aria-label');
  else element.setAttribute('aria-label', t().timeline.spoiler(element.dataset['reason'] ?? ''));
}
