import { untrack } from 'svelte';
import { Geometry, type Anchor, type View } from './geometry.ts';

/** Drawn beyond the view, so that scrolling finds rows ready; and how near its edge more are drawn. In px. */
const overscan = 900;
const margin = 350;
/** Until the view was painted: what estimates may miss it by. */
const firstSpare = 100;
/** As near to the end as this counts as being there. */
const endSlack = 24;
/** Of the last column, in px: the next one has the same place, and need not be measured before its first rows are drawn. */
const place = { width: 0, height: 0 };

type Drawn<T> = { rows: readonly T[]; start: number; above: number; below: number };

/**
 * Which rows of a long column are drawn, and what stays in place while they come, go and grow.
 * Made by the screen that shows it.
 */
export class Column<T extends { id: string }> {
  scroller = $state.raw<HTMLElement>();
  /** Of the view, in px. */
  width = $state(place.width);
  height = $state(place.height);
  /** Rows that are in the page, the first of which is row `start`, and the room that the others take, in px. */
  drawn = $state.raw<Drawn<T>>({ rows: [], start: 0, above: 0, below: 0 });
  /** What is in view. */
  shown = $state.raw<View>({ count: 0, first: 0, last: -1, atEnd: true, nearStart: false });
  rows: readonly T[] = [];
  readonly #geometry = new Geometry();
  readonly #observer = new ResizeObserver(() => this.#settle());
  readonly #endless: () => boolean;
  readonly #onview: (view: View) => void;
  /** What stays in place while rows change: the end, or a row. */
  #hold: Anchor | 'end' = 'end';
  #spare = firstSpare;
  #opened = false;
  /** Where the view was put last, as the browser has it; null once the agent has scrolled. */
  #placed: number | null = null;
  /** The focus was in the column before rows were exchanged. */
  #hadFocus = false;

  /** `endless`: the last row is not the end; what follows it then never moves the view. */
  constructor(endless: () => boolean, onview: (view: View) => void) {
    this.#endless = endless;
    this.#onview = onview;
    // After the page changed: real heights instead of estimates, before anything is painted.
    $effect(() => {
      void this.drawn;
      void this.height;
      untrack(() => this.#changed());
    });
    $effect(() => () => this.#observer.disconnect());
    // The last row is the end again.
    $effect(() => {
      if (!endless()) untrack(() => this.scroller && this.#isAtEnd(this.scroller.scrollTop) && (this.#hold = 'end'));
    });
    $effect(() => {
      [place.width, place.height] = [this.width, this.height];
    });
    // Once the view is painted, the rows around it.
    $effect(() => {
      if (this.drawn.rows.length > 0 && this.#spare !== overscan) return afterPaint(() => this.#drawAround());
    });
  }

  /** Before the page changes: the new places, and which rows to draw there. The first rows open at `openAt`, or at the end. */
  take(rows: readonly T[], estimate: (row: T, width: number) => number, openAt: string | null): void {
    this.rows = rows;
    this.#geometry.setRows(rows.map((row) => ({ id: row.id, estimate: estimate(row, this.width) })));
    if (this.height === 0) return;
    this.#open(openAt);
    if (this.#hold !== 'end' && this.indexOf(this.#hold.id) < 0) this.#hold = this.#nearest(this.#hold);
    this.#draw(this.#wanted(), true);
  }

  indexOf(id: string): number {
    return this.#geometry.indexOf(id);
  }

  /** What takes the focus of a row: itself, or the button that it is about. */
  element(id: string): HTMLElement | null {
    const row = this.scroller?.querySelector<HTMLElement>(`[data-row-id="${CSS.escape(id)}"]`) ?? null;
    return row?.querySelector<HTMLElement>('[data-row-focus]') ?? row;
  }

  scrolled(): void {
    // The column changed its height and the browser moved the view with it: what was held comes back in `#settle`.
    if (!this.scroller || this.scroller.clientHeight !== this.height) return;
    const y = this.scroller.scrollTop;
    // No hand of the agent: a page that was not as long yet may have cut the way short, and what is held stays held.
    if (y === this.#placed && (this.#hold !== 'end' || !this.#endless())) return this.#settle();
    this.#placed = null;
    this.#hold = !this.#endless() && this.#isAtEnd(y) ? 'end' : (this.#geometry.anchorAt(y, this.height) ?? 'end');
    this.#draw(y, false);
    this.#look();
  }

  /** Brings a row into view, as high as `offset` px below the top of it; by default only as far as needed. */
  reveal(id: string, offset?: number): void {
    const at = this.indexOf(id);
    if (at < 0 || !this.scroller) return;
    const [top, bottom, y] = [this.#geometry.top(at), this.#geometry.top(at + 1), this.scroller.scrollTop];
    if (offset !== undefined) this.#hold = { id, offset };
    else if (top < y) this.#hold = { id, offset: 8 };
    else if (bottom > y + this.height) this.#hold = { id, offset: this.height - (bottom - top) - 8 };
    else return;
    this.#settle();
  }

  /** A row is about to grow: its top stays where it is, at the end of the column too. */
  stay(id: string): void {
    const at = this.indexOf(id);
    if (this.scroller && at >= 0) this.#hold = { id, offset: this.#geometry.top(at) - this.scroller.scrollTop };
  }

  toEnd(): void {
    this.#hold = 'end';
    this.#settle();
  }

  #open(openAt: string | null): void {
    if (this.#opened || this.rows.length === 0) return;
    this.#opened = true;
    this.#hold = openAt === null || this.indexOf(openAt) < 0 ? 'end' : { id: openAt, offset: Math.min(96, this.height * 0.15) };
  }

  /** Chooses the rows to draw for a view that begins at `y`; true when the page will change for it. */
  #draw(y: number, force: boolean): boolean {
    const near = Math.min(margin, this.#spare);
    const [needStart, needEnd] = this.#geometry.range(y - near, y + this.height + near);
    const end = this.drawn.start + this.drawn.rows.length;
    if (!force && needStart >= this.drawn.start && needEnd <= end) return false;
    this.#hadFocus ||= this.scroller?.contains(document.activeElement) ?? false;
    const [start, stop] = this.#geometry.range(y - this.#spare, y + this.height + this.#spare);
    const [above, below] = [this.#geometry.top(start), this.#geometry.total - this.#geometry.top(stop)];
    this.drawn = { rows: this.rows.slice(start, stop), start, above, below };
    return true;
  }

  #drawAround(): void {
    this.#spare = overscan;
    if (this.scroller) this.#draw(this.scroller.scrollTop, true);
  }

  #changed(): void {
    this.#observer.disconnect();
    for (const element of this.#elements()) this.#observer.observe(element);
    this.#settle();
    // The focused row was scrolled out of the page: the column takes the focus, the arrows go on from the row.
    if (this.#hadFocus && document.activeElement === document.body) this.scroller?.focus({ preventScroll: true });
    this.#hadFocus = false;
  }

  /** Takes the heights of what is drawn, and puts the view back to what it held. */
  #settle(): void {
    if (!this.scroller || this.height === 0) return;
    const moved = this.#geometry.measure(
      [...this.#elements()].map((element) => [element.dataset['rowId'] ?? '', element.getBoundingClientRect().height]),
    );
    const y = this.#wanted();
    const pending = this.#draw(y, moved);
    if (Math.abs(this.scroller.scrollTop - y) >= 0.5) {
      this.scroller.scrollTop = y;
      this.#placed = this.scroller.scrollTop;
    }
    // Rows that were chosen just now are not in the page yet: the effect on them comes back here.
    if (pending) return;
    // All of it fits: its end is in view, and no scrolling will say so.
    if (!this.#endless() && this.#maxScroll() === 0) this.#hold = 'end';
    this.#look();
  }

  /** Tells what is in view where that changed. */
  #look(): void {
    if (!this.scroller || this.rows.length === 0) return;
    const y = this.scroller.scrollTop;
    const view: View = {
      count: this.rows.length,
      first: this.#geometry.rowAt(y),
      last: this.#geometry.rowAt(y + this.height - 1),
      atEnd: this.#isAtEnd(y),
      nearStart: y < Math.max(this.height, 600),
    };
    const { shown } = this;
    if ((Object.keys(view) as (keyof View)[]).every((key) => view[key] === shown[key])) return;
    this.shown = view;
    this.#onview(view);
  }

  #maxScroll(): number {
    return Math.max(0, this.#geometry.total - this.height);
  }

  /**
   * Whether a view that begins at `y` shows the end. A row may have become smaller and not be measured yet:
   * the browser has then moved the view to the end that the page has.
   */
  #isAtEnd(y: number): boolean {
    const page = this.scroller ? this.scroller.scrollHeight - this.scroller.clientHeight : this.#maxScroll();
    return Math.min(this.#maxScroll(), page) - y <= endSlack;
  }

  /** Where the view begins for what is held to stand as before. */
  #wanted(): number {
    if (this.#hold === 'end') return this.#maxScroll();
    return Math.max(0, Math.min(this.#maxScroll(), this.#geometry.scrollFor(this.#hold) ?? this.scroller?.scrollTop ?? 0));
  }

  /** The row in view that is still there, when the one that was held is gone. */
  #nearest(gone: Anchor): Anchor | 'end' {
    const top = this.scroller?.getBoundingClientRect().top ?? 0;
    for (const element of this.#elements()) {
      const [id, offset] = [element.dataset['rowId'] ?? '', element.getBoundingClientRect().top - top];
      if (offset >= gone.offset && this.indexOf(id) >= 0) return { id, offset };
    }
    return 'end';
  }

  #elements(): Iterable<HTMLElement> {
    return this.scroller?.querySelectorAll<HTMLElement>('[data-row-id]') ?? [];
  }
}

/** Calls `act` once what is there was painted, unless the returned function is called before. */
function afterPaint(act: () => void): () => void {
  let idle: ReturnType<typeof setTimeout> | undefined;
  const frame = requestAnimationFrame(() => (idle = setTimeout(act)));
  return () => {
    cancelAnimationFrame(frame);
    clearTimeout(idle);
  };
}
