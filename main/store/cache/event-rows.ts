import type { EventId, RoomId, UserId } from '../../../preload/contract/index.ts';
import type {
  ClearEvent,
  Decryption,
  EventRecord,
  JsonObject,
  ShieldRecord,
  TimelineEvent,
  UndecryptableReason,
} from '../../records/index.ts';
import { isDisplayable, relationOf } from '../../records/index.ts';

/** A row of the event table, without its place. */
export interface EventFields {
  event_id: EventId;
  shown: number;
  type: string;
  state_key: string | null;
  sender: UserId;
  sent_at: number;
  content: string;
  previous_content: string | null;
  transaction_id: string | null;
  redaction: string | null;
  status: Decryption['status'];
  session_id: string | null;
  failure: UndecryptableReason | null;
  clear: string | null;
  rel_type: string | null;
  rel_target: EventId | null;
}
export interface EventRow extends EventFields {
  id: number;
  chunk: number;
  idx: number;
}

const parse = (text: string): JsonObject => JSON.parse(text) as JsonObject;

/** How a decryption is kept. A session id stands only where a key may still change something. */
function decryptionFields(decryption: Decryption): Pick<EventFields, 'status' | 'session_id' | 'failure' | 'clear'> {
  const { status } = decryption;
  if (status === 'ok') {
    return { status, session_id: null, failure: null, clear: JSON.stringify({ ...decryption.clear, shield: decryption.shield }) };
  }
  if (status === 'none') return { status, session_id: null, failure: null, clear: null };
  const failure = status === 'failed' ? decryption.reason : (decryption.missing ?? null);
  return { status, session_id: decryption.sessionId === '' ? null : decryption.sessionId, failure, clear: null };
}

function toDecryption(row: EventFields): Decryption {
  if (row.status === 'none') return { status: 'none' };
  if (row.status === 'pending') {
    const pending = { status: 'pending', sessionId: row.session_id ?? '' } as const;
    return row.failure === 'before-join' ? { ...pending, missing: row.failure } : pending;
  }
  if (row.status === 'failed') return { status: 'failed', sessionId: row.session_id ?? '', reason: row.failure ?? 'other' };
  const { type, content, shield } = JSON.parse(row.clear ?? '{}') as ClearEvent & { shield: ShieldRecord | null };
  return { status: 'ok', clear: { type, content }, shield };
}

export function toFields(event: EventRecord): EventFields {
  const relation = relationOf(event);
  return {
    event_id: event.eventId,
    shown: isDisplayable(event) ? 1 : 0,
    type: event.type,
    state_key: event.stateKey,
    sender: event.sender,
    sent_at: event.sentAt,
    content: JSON.stringify(event.content),
    previous_content: event.previousContent ? JSON.stringify(event.previousContent) : null,
    transaction_id: event.transactionId,
    redaction: event.redaction ? JSON.stringify(event.redaction) : null,
    ...decryptionFields(event.decryption),
    rel_type: relation?.relType ?? null,
    rel_target: relation?.target ?? null,
  };
}

export const toEvent = (row: EventFields, roomId: RoomId): EventRecord => ({
  roomId,
  eventId: row.event_id,
  type: row.type,
  stateKey: row.state_key,
  sender: row.sender,
  sentAt: row.sent_at,
  content: parse(row.content),
  previousContent: row.previous_content === null ? null : parse(row.previous_content),
  transactionId: row.transaction_id,
  redaction: row.redaction === null ? null : (JSON.parse(row.redaction) as EventRecord['redaction']),
  decryption: toDecryption(row),
});

export const toTimelineEvent = (row: EventRow, roomId: RoomId): TimelineEvent => ({
  event: toEvent(row, roomId),
  position: { chunk: row.chunk, index: row.idx },
});
