import * as v from 'valibot';

/** One change of a list. Indexes are those of the list after the diffs before it in the batch. */
export type Diff<T> =
  | { op: 'insert'; at: number; items: T[] }
  | { op: 'set'; at: number; item: T }
  | { op: 'remove'; at: number; count: number }
  | { op: 'move'; from: number; to: number }
  | { op: 'reset'; items: T[] };

const index = v.pipe(v.number(), v.integer(), v.minValue(0));

/** Schema of a diff whose items follow `item`. */
export const diff = <T extends v.GenericSchema>(item: T) =>
  v.variant('op', [
    v.object({ op: v.literal('insert'), at: index, items: v.array(item) }),
    v.object({ op: v.literal('set'), at: index, item }),
    v.object({ op: v.literal('remove'), at: index, count: index }),
    v.object({ op: v.literal('move'), from: index, to: index }),
    v.object({ op: v.literal('reset'), items: v.array(item) }),
  ]);
