/** A row as the geometry knows it: its key, and its height in px before it was drawn once. */
export type RowSpec = { id: string; estimate: number };

/** A row and how far its top stands below the top of the view, in px; negative when it is cut. */
export type Anchor = { id: string; offset: number };

/** What the agent sees of `count` rows, as row indexes. `atEnd`: the end of the column is in view. `nearStart`: its beginning is near. */
export type View = { count: number; first: number; last: number; atEnd: boolean; nearStart: boolean };

/** What a conversation asks of its column. */
export type RowsHandle = {
  /** Puts the focus on a row; its top `offset` px below that of the view, by default only as far as needed. */
  focusRow: (id: string, offset?: number) => Promise<void>;
  toEnd: () => void;
  /** The same, with the focus. */
  focusEnd: () => Promise<void>;
  /** A row is about to grow: its top stays where it is. */
  stay: (id: string) => void;
};

/**
 * Where rows of unlike heights stand in a long column. Heights are kept by key, so that rows may
 * come, go and move anywhere; what was never drawn counts with its estimate.
 */
export class Geometry {
  #rows: readonly RowSpec[] = [];
  readonly #measured = new Map<string, number>();
  #index = new Map<string, number>();
  /** `#tops[i]` is the top of row `i`; one more for the end. */
  #tops = new Float64Array(1);

  get length(): number {
    return this.#rows.length;
  }
  /** Height of the whole column. */
  get total(): number {
    return this.#tops[this.#rows.length] ?? 0;
  }

  setRows(rows: readonly RowSpec[]): void {
    this.#rows = rows;
    this.#index = new Map(rows.map((row, at) => [row.id, at]));
    this.#place();
  }

  /** Takes the drawn heights; true when something moved. */
  measure(heights: Iterable<readonly [id: string, height: number]>): boolean {
    let changed = false;
    for (const [id, height] of heights) {
      const at = this.#index.get(id);
      if (at === undefined || Math.abs((this.#measured.get(id) ?? -1) - height) < 0.01) continue;
      this.#measured.set(id, height);
      changed = true;
    }
    if (changed) this.#place();
    return changed;
  }

  isMeasured(id: string): boolean {
    return this.#measured.has(id);
  }

  indexOf(id: string): number {
    return this.#index.get(id) ?? -1;
  }

  idAt(index: number): string | null {
    return this.#rows[index]?.id ?? null;
  }

  /** Top of row `index`; of the end for one past the last. */
  top(index: number): number {
    return this.#tops[Math.max(0, Math.min(index, this.#rows.length))] ?? 0;
  }

  /** The row that covers `y`; the nearest one outside of the column. */
  rowAt(y: number): number {
    let [low, high] = [0, Math.max(0, this.#rows.length - 1)];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#tops[middle] ?? 0) <= y) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** Rows that `from` to `to` px touch, as `[start, end)`. */
  range(from: number, to: number): [start: number, end: number] {
    if (this.#rows.length === 0) return [0, 0];
    return [this.rowAt(from), this.rowAt(to) + 1];
  }

  /** What the eye rests on when the view begins at `y`: the first row that begins in it, else the one that covers it. */
  anchorAt(y: number, height: number): Anchor | null {
    let at = this.rowAt(y);
    if (this.top(at) < y && this.top(at + 1) < y + height / 2 && at + 1 < this.#rows.length) at += 1;
    const id = this.idAt(at);
    return id === null ? null : { id, offset: this.top(at) - y };
  }

  /** Where the view begins for the anchor to stand as before; null when its row is gone. */
  scrollFor(anchor: Anchor): number | null {
    const at = this.indexOf(anchor.id);
    return at < 0 ? null : this.top(at) - anchor.offset;
  }

  #place(): void {
    const tops = new Float64Array(this.#rows.length + 1);
    this.#rows.forEach((row, at) => (tops[at + 1] = (tops[at] ?? 0) + (this.#measured.get(row.id) ?? row.estimate)));
    this.#tops = tops;
  }
}
