export { createCrypto, type CryptoParts } from './engine/engine.ts';
export type * from './types.ts';
