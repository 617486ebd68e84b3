export type * from './cache/types.ts';
export type * from './precious/types.ts';
export { openPreciousStore } from './precious/open-precious.ts';
