export { createWith, inviteAll } from './create.ts';
export { roomBody } from './room-plan.ts';
export { Rooms } from './actions.ts';
export type { MadeRoom } from './create.ts';
export type { RoomPlan } from './room-plan.ts';
export { receiptType } from './reading.ts';
export { untilJoined, untilRoom } from './usable.ts';
export { asking, roomPath, userPath, type Privacy, type RoomParts } from './parts.ts';
