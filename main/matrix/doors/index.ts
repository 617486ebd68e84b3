export { Doors, type RoomDoors } from './doors.ts';
