export { Doors, type RoomDoors } from './doors.ts';
export type { ForumQuery } from './forums.ts';
