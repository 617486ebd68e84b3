import type { RoomSummary } from '../../../preload/contract/index.ts';

/** Why what is said in one room may be read by more people in another. */
export type Weaker = 'clear' | 'forum' | 'external';

type Room = Pick<RoomSummary, 'kind' | 'encrypted'>;
/** Guests may be where nobody knows who is. */
const isExternal = ({ kind }: Room): boolean => ['external', 'external-unencrypted', 'unknown'].includes(kind);

/** The worst of what the target room has less of than the one that a message comes from; null where it is as safe. */
export function weaker(from: Room, to: Room): Weaker | null {
  if (to.kind === 'forum' && from.kind !== 'forum') return 'forum';
  if (from.encrypted && !to.encrypted) return 'clear';
  return isExternal(to) && !isExternal(from) ? 'external' : null;
}
