export { Administration } from './administration.ts';
export type { RoomAdministration } from './types.ts';
