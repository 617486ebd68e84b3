import { CodedError, type Permission, type RoomId, type UserId } from '../../../preload/contract/index.ts';
import { neededFor, powerOf, withPermission, withPower, type JsonObject } from '../../records/index.ts';
import { putState, stateNow, type StateParts } from './state.ts';

const type = 'm.room.power_levels';

/** What the agent decides, and the level that held when she decided. */
export type LevelChange = { level: number; seen: number };

/**
 * `m.room.power_levels` is one event for all: it is read from the server before each change, so that what
 * others changed stays, and nothing is changed where what the agent looked at holds no more.
 */
async function change(
  parts: StateParts,
  roomId: RoomId,
  { level, seen }: LevelChange,
  look: { held: (levels: JsonObject) => number; with: (levels: JsonObject) => JsonObject },
): Promise<void> {
  const levels = await stateNow(parts, roomId, type);
  if (levels === null) throw new CodedError('room.forbidden', 'the room has no power levels');
  const held = look.held(levels);
  if (held === level) return;
  if (held !== seen) throw new CodedError('room.changed', 'the level was changed meanwhile');
  await putState(parts, roomId, type, look.with(levels));
}

export function changePermission(parts: StateParts, roomId: RoomId, permission: Permission, wanted: LevelChange): Promise<void> {
  return change(parts, roomId, wanted, {
    held: (levels) => neededFor(levels, permission),
    with: (levels) => withPermission(levels, permission, wanted.level),
  });
}

export function changePower(parts: StateParts, roomId: RoomId, userId: UserId, wanted: LevelChange): Promise<void> {
  return change(parts, roomId, wanted, {
    held: (levels) => powerOf({ levels, create: null }, userId),
    with: (levels) => withPower(levels, userId, wanted.level),
  });
}
