import type { EventRecord } from '../records/index.ts';
import { clearOf, relationOf } from './relations.ts';
import { isToldState } from './state-words.ts';

/** What an event is to a conversation: a row of it, something that changes another row, or nothing. */
export type EventKind = 'message' | 'state' | 'relation' | 'hidden';

/** Messages without a body that an agent should know of, though they cannot be drawn. */
const unsupported = new Set(['m.poll.start', 'org.matrix.msc3381.poll.start', 'm.call.invite', 'm.beacon', 'org.matrix.msc3672.beacon']);
const drawn = new Set(['m.room.message', 'm.sticker', 'm.room.encrypted']);

export function kindOf(event: EventRecord): EventKind {
  if (event.stateKey !== null) return isToldState(event.type) ? 'state' : 'hidden';
  if (event.type === 'm.room.redaction') return 'relation';
  const relation = relationOf(event)?.relType;
  if (relation === 'm.replace' || relation === 'm.annotation') return 'relation';
  const clear = clearOf(event) ?? event;
  if (drawn.has(clear.type) || unsupported.has(clear.type)) return 'message';
  return typeof clear.content['body'] === 'string' ? 'message' : 'hidden';
}
