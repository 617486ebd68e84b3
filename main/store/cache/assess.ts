import type { UserId } from '../../../preload/contract/index.ts';
import { evaluateRules, type PushContext } from '../../notify/index.ts';
import type { EventRecord, PowerRules } from '../../records/index.ts';
import { isMessage, powerOf, powerRecord, threadOf } from '../../records/index.ts';
import type { AccountFacts } from './account-facts.ts';
import type { RoomRow } from './room-queries.ts';
import type { Tables } from './tables.ts';
import type { Verdict } from './unread-queries.ts';

const mostThreadNews = 200;

/** Messages, and the end of a room: no other event is ever unread, whatever it says of itself. */
const mayNotify = (event: EventRecord): boolean =>
  event.stateKey === null ? isMessage(event) : event.type === 'm.room.tombstone' && event.stateKey === '';

/** What rules ask of the room, read once and only where a rule asks. */
function contextOf(tables: Tables, room: RoomRow): (sender: UserId) => PushContext {
  let power: PowerRules | null = null;
  const rules = (): PowerRules => (power ??= tables.state.power(room));
  return (sender) => ({
    get ownDisplayName() {
      return tables.state.member(room, tables.own)?.display_name ?? null;
    },
    get memberCount() {
      return room.ledger.joined ?? tables.state.count(room, 'join');
    },
    get senderPower() {
      return powerOf(rules(), sender);
    },
    get roomNotificationPower() {
      return powerRecord(rules(), tables.own, true).notifyRoom;
    },
  });
}

/** Whether the server counts encrypted messages of this room: it does not where only mentions and keywords notify, which it cannot see. */
export function serverSees(tables: Tables, room: RoomRow, { rules, modes, allNotify }: AccountFacts): boolean {
  if (allNotify && !modes.has(room.roomId)) return true;
  const event: EventRecord = {
    ...{ roomId: room.roomId, eventId: '$' as EventRecord['eventId'], type: 'm.room.encrypted', stateKey: null },
    ...{ sender: '@' as UserId, sentAt: 0, content: {}, previousContent: null, transactionId: null, redaction: null },
    decryption: { status: 'pending', sessionId: '' },
  };
  return evaluateRules(rules, event, contextOf(tables, room)(event.sender), tables.own).notify;
}

/** Keeps what push rules say of events as they can be read now (spec 13.13.1). */
export function assess(tables: Tables, room: RoomRow, events: readonly EventRecord[], { rules }: AccountFacts): void {
  const context = contextOf(tables, room);
  for (const event of events) {
    const decision = mayNotify(event) ? evaluateRules(rules, event, context(event.sender), tables.own) : null;
    const verdict: Verdict = decision?.notify ? (decision.highlight ? 2 : 1) : 0;
    tables.unread.put(room, event.eventId, verdict);
    const root = verdict > 0 ? threadOf(event) : null;
    if (root !== null) room.ledger.threadNews = [...new Set([...room.ledger.threadNews, root])].slice(-mostThreadNews);
  }
}
