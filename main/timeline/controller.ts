import type { Diff, TimelineItem } from '../../preload/contract/index.ts';
import { ArrangedList } from '../lists/index.ts';
import { TimelineBuilder } from './builder.ts';
import type { TimelineInput, TimelineOptions } from './types.ts';

/** A conversation that is kept up to date: each new state of its parts becomes the diffs that lead there. */
export class TimelineController {
  readonly #builder: TimelineBuilder;
  readonly #list = new ArrangedList<TimelineItem>((item) => item.id);

  constructor(options: TimelineOptions) {
    this.#builder = new TimelineBuilder(options);
  }

  get items(): readonly TimelineItem[] {
    return this.#list.items;
  }

  /** Calls `listener` with each batch of changes from now on. Returns the way to stop. */
  observe(listener: (diffs: Diff<TimelineItem>[]) => void): () => void {
    return this.#list.observe(listener);
  }

  update(input: TimelineInput): Diff<TimelineItem>[] {
    return this.#list.arrange(this.#builder.build(input));
  }
}
