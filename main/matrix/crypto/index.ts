export type * from './backup.ts';
export type * from './crypto.ts';
export type * from './identity.ts';
export type * from './trust.ts';
export type * from './verification.ts';
