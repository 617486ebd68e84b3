import * as v from 'valibot';
import { diff, errorData, type FeedDefinition } from '../contract/index.ts';

const id = v.pipe(v.number(), v.integer(), v.minValue(0));
const name = v.pipe(v.string(), v.maxLength(64));

/** From a page to main. Ids are chosen by the page, one space for calls and feeds. */
export const toMain = v.variant('type', [
  v.object({ type: v.literal('hello'), version: v.number() }),
  v.object({ type: v.literal('call'), id, name, input: v.unknown() }),
  v.object({ type: v.literal('cancel'), id }),
  v.object({ type: v.literal('open'), id, name, input: v.unknown() }),
  v.object({ type: v.literal('close'), id }),
]);
export type ToMain = v.InferOutput<typeof toMain>;

/** From main to a page. */
export const toPage = v.variant('type', [
  v.object({ type: v.literal('welcome'), version: v.number() }),
  /** Nothing of this page will be answered. */
  v.object({ type: v.literal('refused'), error: errorData }),
  v.object({ type: v.literal('result'), id, output: v.unknown() }),
  /** `id` null: what main received had none that could be read. */
  v.object({ type: v.literal('error'), id: v.nullable(id), error: errorData }),
  v.object({ type: v.literal('snapshot'), id, items: v.array(v.unknown()), meta: v.unknown() }),
  v.object({ type: v.literal('batch'), id, revision: id, diffs: v.array(v.unknown()), meta: v.nullable(v.unknown()) }),
  v.object({ type: v.literal('event'), name, payload: v.unknown() }),
]);
export type ToPage = v.InferOutput<typeof toPage>;

/** The id of something that may be an envelope, so that even a bad one is answered. */
export function idOf(message: unknown): number | null {
  const parsed = v.safeParse(v.object({ id }), message);
  return parsed.success ? parsed.output.id : null;
}

type FeedSchemas = { items: v.GenericSchema<unknown, unknown[]>; diffs: v.GenericSchema<unknown, unknown[]>; meta: v.GenericSchema };
const made = new WeakMap<FeedDefinition, FeedSchemas>();

/** The checks of what a feed carries, made once for each definition. */
export function feedSchemas(definition: FeedDefinition): FeedSchemas {
  const known = made.get(definition);
  if (known) return known;
  const schemas = { items: v.array(definition.item), diffs: v.array(diff(definition.item)), meta: definition.meta };
  made.set(definition, schemas);
  return schemas;
}
