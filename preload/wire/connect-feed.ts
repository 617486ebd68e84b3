import * as v from 'valibot';
import { CodedError, type Diff, type FeedDefinition } from '../contract/index.ts';
import { feedSchemas, type ToPage } from './envelopes.ts';
import type { FeedListener } from './types.ts';

type FeedEnvelope = Extract<ToPage, { type: 'snapshot' | 'batch' }>;

/** The page's end of one feed, over as many openings as it takes. */
export class ConnectedFeed {
  readonly name: string;
  readonly input: unknown;
  readonly listener: FeedListener<unknown, unknown>;
  readonly #definition: FeedDefinition;
  #revision = -1;

  constructor(name: string, input: unknown, definition: FeedDefinition, listener: FeedListener<unknown, unknown>) {
    this.name = name;
    this.input = input;
    this.#definition = definition;
    this.listener = listener;
  }

  /** Before a new opening. */
  restart(): void {
    this.#revision = -1;
  }

  /** Takes what main sent. Says `gap` where something before it is missing. Throws `bridge.bad-output` where it breaks the contract. */
  receive(envelope: FeedEnvelope): 'taken' | 'gap' {
    const expected = this.#revision + 1;
    const revision = envelope.type === 'snapshot' ? 0 : envelope.revision;
    if (revision !== expected) return 'gap';
    this.#revision = revision;
    if (envelope.type === 'snapshot') this.#snapshot(envelope.items, envelope.meta);
    else this.#batch(envelope.diffs, envelope.meta);
    return 'taken';
  }

  #snapshot(items: unknown[], meta: unknown): void {
    const schemas = feedSchemas(this.#definition);
    const checked = [parse(schemas.items, items), parse(schemas.meta, meta)] as const;
    this.listener.onReset(...checked);
  }

  #batch(diffs: unknown[], meta: unknown): void {
    const schemas = feedSchemas(this.#definition);
    const checked = parse(schemas.diffs, diffs) as Diff<unknown>[];
    this.listener.onBatch(checked, meta === null ? null : parse(schemas.meta, meta));
  }
}

function parse<T>(schema: v.GenericSchema<unknown, T>, value: unknown): T {
  const parsed = v.safeParse(schema, value);
  if (!parsed.success) throw new CodedError('bridge.bad-output', 'a feed broke its contract');
  return parsed.output;
}
