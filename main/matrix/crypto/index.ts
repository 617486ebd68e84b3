export type * from './crypto.ts';
