export { Rooms } from './actions.ts';
