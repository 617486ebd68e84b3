export { LiveRoomLife } from './room-life.ts';
export type { RoomLife } from './types.ts';
