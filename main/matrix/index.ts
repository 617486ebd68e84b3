export type * from './crypto.ts';
export type * from './types.ts';
