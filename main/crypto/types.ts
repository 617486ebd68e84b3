import type { JsonObject } from '../records/index.ts';

/** `EncryptedFile` of the specification (11.12.1.7), without `url`. */
export interface EncryptedFileInfo {
  v: string;
  key: JsonObject;
  iv: string;
  hashes: { sha256: string };
}
