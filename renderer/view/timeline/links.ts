import type { Attachment } from 'svelte/attachments';
import { showSpoiler } from '../../text/index.ts';

const toggle = (spoiler: HTMLElement): void => showSpoiler(spoiler, spoiler.getAttribute('aria-expanded') !== 'true');

/** Links of messages go to `open` and nowhere else; spoilers open and close. */
export const followLinks =
  (open: (url: string) => void): Attachment<HTMLElement> =>
  (element) => {
    const onclick = (event: MouseEvent): void => {
      if (!(event.target instanceof Element)) return;
      const spoiler = event.target.closest<HTMLElement>('.spoiler');
      const link = event.target.closest<HTMLAnchorElement>('a[href]');
      if (spoiler && (spoiler.getAttribute('aria-expanded') !== 'true' || !link)) {
        event.preventDefault();
        return toggle(spoiler);
      }
      if (!link) return;
      event.preventDefault();
      if (event.button <= 1) open(link.href);
    };
    const onkeydown = (event: KeyboardEvent): void => {
      if ((event.key !== 'Enter' && event.key !== ' ') || !(event.target instanceof HTMLElement) || !event.target.matches('.spoiler'))
        return;
      event.preventDefault();
      toggle(event.target);
    };
    const stop = (event: Event): void => {
      if (event.target instanceof Element && event.target.closest('a[href]')) event.preventDefault();
    };
    const controller = new AbortController();
    const options = { signal: controller.signal };
    element.addEventListener('click', onclick, options);
    element.addEventListener('auxclick', onclick, options);
    element.addEventListener('keydown', onkeydown, options);
    element.addEventListener('dragstart', stop, options);
    return () => controller.abort();
  };
