import type * as v from 'valibot';
import type { DomainErrorCode } from './errors.ts';

type Schema = v.GenericSchema;

/** A question with one answer. `timeoutMs` is the time main may take, 30 s unless told. */
export type CallDefinition<I extends Schema = Schema, O extends Schema = Schema, E extends DomainErrorCode = DomainErrorCode> = {
  kind: 'call';
  input: I;
  output: O;
  errors: readonly E[];
  timeoutMs: number;
};
/** A hint from main to every page; may be missed, so nothing may depend on it alone. */
export type EventDefinition<P extends Schema = Schema> = { kind: 'event'; payload: P };
/**
 * A list kept up to date: a snapshot at revision 0, then batches of diffs, one revision a batch.
 * `key` names the property of an item that is unique in the list and stable. `meta` is what is
 * known of the list as a whole; it is sent whole with the snapshot and again whenever it changes.
 */
export type FeedDefinition<I extends Schema = Schema, T extends Schema = Schema, M extends Schema = Schema> = {
  kind: 'feed';
  input: I;
  item: T;
  meta: M;
  key: string;
  errors: readonly DomainErrorCode[];
};

export const call = <I extends Schema, O extends Schema, E extends DomainErrorCode>(definition: {
  input: I;
  output: O;
  errors: readonly E[];
  timeoutMs?: number;
}): CallDefinition<I, O, E> => ({ kind: 'call', timeoutMs: 30_000, ...definition });

export const event = <P extends Schema>(payload: P): EventDefinition<P> => ({ kind: 'event', payload });

export const feed = <I extends Schema, T extends Schema, M extends Schema>(definition: {
  input: I;
  item: T;
  meta: M;
  key: keyof v.InferOutput<T> & string;
  errors: readonly DomainErrorCode[];
}): FeedDefinition<I, T, M> => ({ kind: 'feed', ...definition });
