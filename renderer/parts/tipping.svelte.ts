/** How long the pointer rests before the tooltip comes, and how long after one went the next comes at once; milliseconds. */
const restMs = 500;
const againMs = 200;

/** What a tooltip says of the button it belongs to. */
export type Tip = { label: string; keys: string | undefined; side: string };

/** As `IconButton` writes it; null elsewhere. */
export const tipOf = ({ dataset: { tip, tipKeys, tipSide } }: HTMLElement): Tip | null =>
  tip === undefined ? null : { label: tip, keys: tipKeys, side: tipSide ?? 'bottom' };

const bearer = (target: EventTarget | null): HTMLElement | null =>
  target instanceof Element ? target.closest<HTMLElement>('[data-tip]') : null;

/** Which button shows its tooltip: the one the pointer rests on, or the one that the keyboard came to. */
export class Tipping {
  target = $state.raw<HTMLElement | null>(null);
  #under: HTMLElement | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #closedAt = 0;

  /** The pointer came over something. */
  over(event: PointerEvent): void {
    const under = event.pointerType === 'touch' ? null : bearer(event.target);
    if (under === this.#under) return;
    this.close();
    this.#under = under;
    if (under === null) return;
    if (event.timeStamp - this.#closedAt < againMs) this.#show(under);
    else this.#timer = setTimeout(() => this.#show(under), restMs);
  }

  /** Something took the focus: by the keyboard, its tooltip comes at once. */
  focused(target: EventTarget | null): void {
    const button = bearer(target);
    if (button?.matches(':focus-visible')) this.#show(button);
  }

  close(): void {
    clearTimeout(this.#timer);
    if (this.target === null) return;
    this.target = null;
    this.#closedAt = performance.now();
  }

  #show(button: HTMLElement): void {
    clearTimeout(this.#timer);
    if (button.isConnected) this.target = button;
  }
}
