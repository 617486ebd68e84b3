export { LiveSpaces } from './live-spaces.ts';
export type { Spaces } from './types.ts';
