import { createRequire } from 'node:module';
import type { EncryptedFileInfo } from '../types.ts';

export type EngineName = 'native' | 'wasm';

/** What both bindings of the Rust crate call `Attachment` and `EncryptedAttachment`. */
interface Encrypted {
  readonly encryptedData: Uint8Array;
  readonly mediaEncryptionInfo?: string | null | undefined;
  free?(): void;
}
interface Classes {
  Attachment: { encrypt(plain: Uint8Array): Encrypted; decrypt(encrypted: Encrypted): Uint8Array };
  EncryptedAttachment: new (ciphertext: Uint8Array, info: string) => Encrypted;
}

/** Whole attachments, at once. `decrypt` throws where the hash does not match or `info` is malformed. */
export interface Backend {
  engine: EngineName;
  encrypt(plain: Uint8Array): { ciphertext: Uint8Array; info: EncryptedFileInfo };
  decrypt(ciphertext: Uint8Array, info: EncryptedFileInfo): Uint8Array;
}

const backend = (engine: EngineName, { Attachment, EncryptedAttachment }: Classes): Backend => ({
  engine,
  encrypt(plain) {
    const encrypted = Attachment.encrypt(plain);
    const info = JSON.parse(encrypted.mediaEncryptionInfo ?? 'null') as EncryptedFileInfo;
    const ciphertext = encrypted.encryptedData;
    encrypted.free?.();
    return { ciphertext, info };
  },
  decrypt(ciphertext, info) {
    const encrypted = new EncryptedAttachment(ciphertext, JSON.stringify(info));
    try {
      return Attachment.decrypt(encrypted);
    } finally {
      encrypted.free?.();
    }
  },
});

/** The native binding, or null where its binary is not there: it comes from outside the package registry. */
export function nativeBackend(): Backend | null {
  try {
    return backend('native', createRequire(import.meta.url)('@matrix-org/matrix-sdk-crypto-nodejs') as Classes);
  } catch {
    return null;
  }
}

async function wasmBackend(): Promise<Backend> {
  const binding = await import('@matrix-org/matrix-sdk-crypto-wasm');
  await binding.initAsync();
  return backend('wasm', binding);
}

/** The backend of this name; without a name, native where it is there. Rejects where the named one is absent. */
export async function loadBackend(engine?: EngineName): Promise<Backend> {
  if (engine === 'wasm') return wasmBackend();
  const native = nativeBackend();
  if (native) return native;
  if (engine === 'native') throw new Error('the native binding is absent');
  return wasmBackend();
}
