export { createCrypto } from './create-crypto.ts';
export { attachmentDecipher, decryptAttachment, encryptAttachment, type AttachmentEncryption } from './attachments/attachment.ts';
export { sealText } from './sealed-text.ts';
export type * from './types.ts';
