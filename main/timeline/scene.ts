import type { EventId, MessageItem, UserId } from '../../preload/contract/index.ts';
import { isDisplayable, type EventRecord } from '../records/index.ts';
import { echoChecker, indexEchoes, type EchoIndex } from './echoes.ts';
import { namesOf } from './names.ts';
import { placeReceipts } from './receipts.ts';
import { indexRelations, type RelationIndex } from './relations.ts';
import type { TimelineInput, TimelineOptions } from './types.ts';

export type Sender = MessageItem['sender'];

/** Everything that rows are built from, arranged by event. Made anew for each build. */
export interface Scene {
  options: TimelineOptions;
  input: TimelineInput;
  /** Rows of each run. */
  runs: EventRecord[][];
  byId: Map<EventId, EventRecord>;
  relations: RelationIndex;
  echoes: EchoIndex;
  /** Events that are being redacted. */
  redacting: Set<EventId>;
  readers: Map<EventId, UserId[]>;
  nameOf: (userId: UserId) => string;
  senderOf: (userId: UserId) => Sender;
  /** Rows from here on, in the live run, were sent while the room was encrypted. Null: none. */
  encryptedSince: EventId | 'always' | null;
}

export function setScene(input: TimelineInput, options: TimelineOptions): Scene {
  const runs = input.runs.map((run) => run.filter(isDisplayable));
  const rows = runs.flat();
  const { relations } = input;
  const isHere = echoChecker([...rows, ...relations], (event) => event.sender === options.ownUserId);
  const echoes = indexEchoes(input.echoes, isHere);
  return {
    options,
    input,
    runs,
    byId: new Map(rows.map((event) => [event.eventId, event])),
    relations: indexRelations(relations),
    echoes,
    redacting: new Set([...echoes.redactions].filter(([, { record }]) => record.status !== 'failed').map(([target]) => target)),
    readers: placeReceipts(rows, relations, input.receipts, options.ownUserId),
    ...faces(input, options),
    encryptedSince: encryptedSince(input),
  };
}

function faces(input: TimelineInput, options: TimelineOptions): Pick<Scene, 'nameOf' | 'senderOf'> {
  const names = namesOf(input.profiles.values());
  const senders = new Map<UserId, Sender>();
  const nameOf = (userId: UserId): string => names.get(userId) ?? userId;
  const senderOf = (userId: UserId): Sender => {
    const known = senders.get(userId);
    if (known) return known;
    const mxc = input.profiles.get(userId)?.avatarMxc ?? null;
    const sender = { userId, name: nameOf(userId), avatar: mxc === null ? null : options.mediaUrl({ kind: 'avatar', mxc }) };
    senders.set(userId, sender);
    return sender;
  };
  return { nameOf, senderOf };
}

/** Only the live run can tell: elsewhere the beginning of encryption may lie in what is missing. */
function encryptedSince({ encrypted, runs, before }: TimelineInput): Scene['encryptedSince'] {
  if (!encrypted) return null;
  const start = runs.at(-1)?.find((event) => event.type === 'm.room.encryption' && event.stateKey === '');
  if (start) return start.eventId;
  return runs.length === 1 && before === 'start' ? null : 'always';
}
