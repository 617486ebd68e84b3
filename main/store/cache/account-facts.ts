import type { RoomId, UserId } from '../../../preload/contract/index.ts';
import type { JsonObject } from '../../records/index.ts';
import { asArray, asObject, isRoomId, isUserId } from '../../records/index.ts';

/** What global account data says of rooms. */
export interface AccountFacts {
  /** The other person of each direct room (`m.direct`, spec 11.19). */
  direct: Map<RoomId, UserId>;
  /** Rooms whose override rule silences all of it (`m.push_rules`). */
  muted: Set<RoomId>;
}

function directRooms(content: JsonObject | null): Map<RoomId, UserId> {
  const pairs = Object.entries(content ?? {}).flatMap(([userId, rooms]) =>
    isUserId(userId)
      ? asArray(rooms)
          .filter(isRoomId)
          .map((roomId): [RoomId, UserId] => [roomId, userId])
      : [],
  );
  return new Map(pairs);
}

/** The room that an override rule silences; null for other rules. */
function silencedRoom(rule: { [key: string]: unknown }): RoomId | null {
  const actions = asArray(rule['actions']);
  if (rule['enabled'] === false || actions.includes('notify') || actions.includes('coalesce')) return null;
  const conditions = asArray(rule['conditions']).map(asObject);
  const [only] = conditions;
  const names = conditions.length === 1 && only?.['kind'] === 'event_match' && only['key'] === 'room_id';
  return names && isRoomId(only['pattern']) ? only['pattern'] : null;
}

function mutedRooms(content: JsonObject | null): Set<RoomId> {
  const rules = asArray(asObject(content?.['global'])['override']).map(asObject);
  return new Set(rules.map(silencedRoom).filter((roomId) => roomId !== null));
}

export const accountFacts = (accountData: (type: string) => JsonObject | null): AccountFacts => ({
  direct: directRooms(accountData('m.direct')),
  muted: mutedRooms(accountData('m.push_rules')),
});
