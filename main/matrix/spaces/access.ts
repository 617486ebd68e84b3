import { CodedError, type RoomId } from '../../../preload/contract/index.ts';
import type { JsonObject } from '../../records/index.ts';
import { putState, stateNow, type StateParts } from '../administration/index.ts';

/** `m.room.join_rules` of a room that members of a space may enter (spec: restricted rooms). */
export const restrictedTo = (spaceId: RoomId): JsonObject => ({
  join_rule: 'restricted',
  allow: [{ type: 'm.room_membership', room_id: spaceId }],
});

/** Room versions 8 and later know restricted rooms. */
export const knowsRestricted = (version: string): boolean => !/^[1-7]$/u.test(version);

const allowedIn = (rule: JsonObject): JsonObject[] => (Array.isArray(rule['allow']) ? (rule['allow'] as JsonObject[]) : []);

/** Lets members of a space into a room by invitation alone; false where that cannot be. Rooms that are more open stay so. */
export async function openTo(parts: StateParts, spaceId: RoomId, room: { roomId: RoomId; version: string }): Promise<boolean> {
  if (!knowsRestricted(room.version)) return false;
  try {
    const rule = (await stateNow(parts, room.roomId, 'm.room.join_rules')) ?? {};
    if (rule['join_rule'] === 'public') return true;
    const allow = allowedIn(rule);
    if (allow.some((one) => one['room_id'] === spaceId)) return true;
    // Who could ask before can still ask (room version 10).
    const asks = rule['join_rule'] === 'knock' || rule['join_rule'] === 'knock_restricted';
    if (asks && /^[1-9]$/u.test(room.version)) return false;
    const opened = restrictedTo(spaceId);
    const wanted = { ...opened, join_rule: asks ? 'knock_restricted' : 'restricted', allow: [...allow, ...allowedIn(opened)] };
    await putState(parts, room.roomId, 'm.room.join_rules', wanted);
    return true;
  } catch (error) {
    if (error instanceof CodedError && (error.code === 'room.forbidden' || error.code === 'server.error')) return false;
    throw error;
  }
}
