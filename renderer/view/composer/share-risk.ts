import type { RoomSummary } from '../../../preload/contract/index.ts';

/** Who else could open a file that is shared here. */
export type ShareRisk = 'unencrypted' | 'external' | 'external-unencrypted';

/** Why a file should not leave without a question, or null. What is not encrypted counts as such whatever its kind says, and guests may be where nobody knows who is. */
export const shareRisk = (room: Pick<RoomSummary, 'kind' | 'encrypted'>): ShareRisk | null => {
  const external = ['external', 'external-unencrypted', 'unknown'].includes(room.kind);
  if (external) return room.encrypted ? 'external' : 'external-unencrypted';
  return room.encrypted ? null : 'unencrypted';
};
