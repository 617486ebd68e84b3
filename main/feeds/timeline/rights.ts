import type { RoomRecord } from '../../records/index.ts';

/** What the agent may do with messages of others. */
export const rightsIn = (room: RoomRecord | null): { redact: boolean; pin: boolean } =>
  room === null || room.membership !== 'join'
    ? { redact: false, pin: false }
    : { redact: room.power.own >= room.power.redact, pin: room.power.own >= room.power.pin };
