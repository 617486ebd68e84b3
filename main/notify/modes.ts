import type { RoomId } from '../../preload/contract/index.ts';
import { isRoomId, type JsonObject } from '../records/index.ts';
import { accountRules } from './account-rules.ts';
import type { PushRule, PushRules } from './rules.ts';

/** What a room tells, where a rule of its own says so (spec 13.13.1.1, kinds `override` and `room`). */
export type RuledMode = 'all' | 'mentions' | 'mute';

const notifies = ({ actions }: PushRule): boolean => actions.includes('notify') || actions.includes('coalesce');

/** The room that an override rule is about, and nothing else; null for other rules. */
function onlyRoom({ conditions }: PushRule): RoomId | null {
  const [only] = conditions as [JsonObject?];
  const names = conditions.length === 1 && only?.['kind'] === 'event_match' && only['key'] === 'room_id';
  return names && isRoomId(only['pattern']) ? only['pattern'] : null;
}

/** The override rules that silence a room. */
export const silencing = (rules: PushRules, roomId: RoomId): PushRule[] =>
  rules.override.filter((rule) => !notifies(rule) && onlyRoom(rule) === roomId);

/** Whether every message notifies in every room that has no rule of its own, as far as can be told without asking the rules about each. */
export function notifiesEverywhere(rules: PushRules): boolean {
  const { enabled, direct, rooms } = accountRules(rules);
  const own = rules.override.filter((rule) => rule.enabled && !rule.ruleId.startsWith('.'));
  return enabled && direct === 'all' && rooms === 'all' && own.every((rule) => onlyRoom(rule) !== null);
}

/**
 * Rooms that have a rule of their own, as every client writes them: an override rule without actions
 * silences a room whole; a room rule without actions leaves mentions and keywords, since those are asked first.
 */
export function roomModes(rules: PushRules): Map<RoomId, RuledMode> {
  const modes = new Map<RoomId, RuledMode>();
  for (const rule of rules.room) if (rule.enabled && isRoomId(rule.ruleId)) modes.set(rule.ruleId, notifies(rule) ? 'all' : 'mentions');
  for (const rule of rules.override) {
    const roomId = rule.enabled && !notifies(rule) ? onlyRoom(rule) : null;
    if (roomId !== null) modes.set(roomId, 'mute');
  }
  return modes;
}
