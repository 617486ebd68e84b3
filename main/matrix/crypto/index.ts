export type * from './backup.ts';
export type * from './key-file.ts';
export type * from './key-repair.ts';
export type * from './crypto.ts';
export type * from './devices.ts';
export type * from './identity.ts';
export type * from './trust.ts';
export type * from './verification.ts';
