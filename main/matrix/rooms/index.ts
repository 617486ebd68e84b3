export { Rooms } from './actions.ts';
export type { MadeRoom } from './create.ts';
export type { RoomPlan } from './room-plan.ts';
export { receiptType } from './reading.ts';
export { asking, roomPath, type Privacy, type RoomParts } from './parts.ts';
export { untilJoined, untilRoom } from './usable.ts';
