import type { EventId, MessageRef, UserId } from '../../preload/contract/index.ts';
import type { EventRecord } from '../records/index.ts';
import { echoChecker, indexEchoes, type EchoIndex } from './echoes.ts';
import { Faces } from './faces.ts';
import { factFinder, type Facts } from './facts.ts';
import { placeReceipts } from './receipts.ts';
import { indexRelations, type RelationIndex } from './relations.ts';
import type { TimelineInput, TimelineOptions } from './types.ts';

/** Everything that rows are built from, arranged by event. Parts that did not change keep their identity. */
export interface Scene {
  options: TimelineOptions;
  input: TimelineInput;
  /** Rows of each run. */
  runs: EventRecord[][];
  byId: Map<EventId, EventRecord>;
  relations: RelationIndex;
  echoes: EchoIndex;
  /** Events that are being redacted. */
  redacting: Set<MessageRef>;
  readers: Map<EventId, UserId[]>;
  faces: Faces;
  factsOf: (event: EventRecord) => Facts;
  /** Rows from here on, in the live run, were sent while the room was encrypted. Null: none. */
  encryptedSince: EventId | 'always' | null;
}

/** Sets the scene of one conversation, again and again. */
export class Stage {
  readonly #options: TimelineOptions;
  readonly #faces: Faces;
  readonly #factsOf: (event: EventRecord) => Facts;
  #last: Scene | undefined;

  constructor(options: TimelineOptions) {
    this.#options = options;
    this.#faces = new Faces(options.mediaUrl);
    this.#factsOf = factFinder(options.ownUserId, options.thread ?? null);
  }

  set(input: TimelineInput): Scene {
    const { ownUserId } = this.#options;
    const last = this.#last;
    const runs = input.runs.map((run) => run.filter((event) => this.#factsOf(event).isRow));
    const rows = runs.flat();
    const { relations } = input;
    const echoes = indexEchoes(input.echoes, echoChecker(rows, relations, ownUserId));
    this.#faces.renew(input.profiles);
    this.#last = {
      options: this.#options,
      input,
      runs,
      byId: new Map(rows.map((event) => [event.eventId, event])),
      relations: relations === last?.input.relations ? last.relations : indexRelations(relations, last?.relations),
      echoes,
      redacting: new Set([...echoes.redactions].filter(([, { record }]) => record.status !== 'failed').map(([target]) => target)),
      readers: placeReceipts(rows, relations, input.receipts, ownUserId, last?.readers),
      faces: this.#faces,
      factsOf: this.#factsOf,
      encryptedSince: encryptedSince(input),
    };
    return this.#last;
  }
}

/** Only the live run can tell: elsewhere the beginning of encryption may lie in what is missing. */
function encryptedSince({ encrypted, runs, before }: TimelineInput): Scene['encryptedSince'] {
  if (!encrypted) return null;
  const start = runs.at(-1)?.find((event) => event.type === 'm.room.encryption' && event.stateKey === '');
  if (start) return start.eventId;
  return runs.length === 1 && before === 'start' ? null : 'always';
}
