import type { JsonObject } from '../records/index.ts';

/** `EncryptedFile` of the specification (11.12.1.7), without `url`. */
export interface EncryptedFileInfo {
  v: string;
  key: JsonObject;
  iv: string;
  hashes: { sha256: string };
}

/**
 * Encrypts and decrypts attachments with the native binding where it is present, else with WASM.
 * Bytes that are given are taken over: the array must not be used afterwards. Large ones are worked
 * on in a thread of their own.
 */
export interface AttachmentCipher {
  /** Which of the two works here, for logs and tests. */
  readonly engine: 'native' | 'wasm';
  encrypt(plain: Uint8Array): Promise<{ ciphertext: Uint8Array; info: EncryptedFileInfo }>;
  /** Rejects with `CodedError` `media.tampered` when the hash does not match, or `info` is malformed. */
  decrypt(ciphertext: Uint8Array, info: EncryptedFileInfo): Promise<Uint8Array>;
  /** Ends the thread, if there is one. */
  close(): Promise<void>;
}
