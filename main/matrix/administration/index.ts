export { Administration } from './administration.ts';
export type { RoomAdministration } from './types.ts';
export { putState, stateNow } from './state.ts';
