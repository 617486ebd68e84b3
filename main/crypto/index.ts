export { createCrypto } from './engine/engine.ts';
export { createAttachmentCipher } from './attachments/cipher.ts';
export type * from './types.ts';
