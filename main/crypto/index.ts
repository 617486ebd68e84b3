export { createCrypto } from './create-crypto.ts';
export { createAttachmentCipher } from './attachments/cipher.ts';
export { sealText } from './sealed-text.ts';
export type * from './types.ts';
