export { Rooms } from './actions.ts';
export { roomPath, type RoomParts } from './parts.ts';
