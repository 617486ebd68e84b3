export type * from './cache/types.ts';
export type * from './precious/types.ts';
