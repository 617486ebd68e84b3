import type { RoomKind } from '../../../preload/contract/index.ts';
import type { RoomRecord } from '../../records/index.ts';

export type KindFacts = Pick<RoomRecord, 'accessRule' | 'directUserId' | 'encrypted' | 'forcedUnencrypted' | 'joinRule'>;

/**
 * Kind of a room by Tchap's access rules; without them by what comes nearest. Whether a link opens the room
 * (`join_rule` public) says nothing where there is a rule: a private room keeps its kind.
 */
export function kindOfRoom({ accessRule, directUserId, encrypted, forcedUnencrypted, joinRule }: KindFacts): RoomKind {
  if (accessRule === 'direct' || directUserId !== null) return 'direct';
  if (accessRule === 'unknown') return 'unknown';
  const external = accessRule === 'unrestricted';
  if (encrypted) return external ? 'external' : 'private';
  const forum = accessRule === null ? joinRule === 'public' : !forcedUnencrypted;
  if (forum) return 'forum';
  return external ? 'external-unencrypted' : 'private-unencrypted';
}
