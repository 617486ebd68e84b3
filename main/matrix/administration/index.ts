export { Administration } from './administration.ts';
export { putState, stateNow, type StateParts } from './state.ts';
export type { RoomAdministration } from './types.ts';
