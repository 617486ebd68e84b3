import type { JsonObject } from '../records/index.ts';

/** `EncryptedFile` of the specification (11.12.1.7), without `url`. */
export interface EncryptedFileInfo {
  v: string;
  key: JsonObject;
  iv: string;
  hashes: { sha256: string };
}

/** Encrypts and decrypts attachments with the native binding where it is present, else with WASM. */
export interface AttachmentCipher {
  /** Which of the two works here, for logs and tests. */
  readonly engine: 'native' | 'wasm';
  encrypt(plain: Uint8Array): { ciphertext: Uint8Array; info: EncryptedFileInfo };
  /** Throws `CodedError` `media.tampered` when the hash does not match. */
  decrypt(ciphertext: Uint8Array, info: EncryptedFileInfo): Uint8Array;
}
