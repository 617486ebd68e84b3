export { SealedKeys } from './sealed-keys.ts';
