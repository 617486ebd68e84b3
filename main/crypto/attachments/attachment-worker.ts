import { parentPort, workerData } from 'node:worker_threads';
import type { EncryptedFileInfo } from '../types.ts';
import { loadBackend, type EngineName } from './backend.ts';

/** A job of the thread; without `info` it is an encryption. */
export interface Job {
  id: number;
  bytes: Uint8Array;
  info?: EncryptedFileInfo;
}
/** `bytes` is absent where the job failed. */
export interface Outcome {
  id: number;
  bytes?: Uint8Array;
  info?: EncryptedFileInfo;
}

const backend = loadBackend((workerData as { engine: EngineName }).engine);

async function run({ id, bytes, info }: Job): Promise<Outcome> {
  const { encrypt, decrypt } = await backend;
  try {
    if (info) return { id, bytes: decrypt(bytes, info) };
    const encrypted = encrypt(bytes);
    return { id, bytes: encrypted.ciphertext, info: encrypted.info };
  } catch {
    return { id };
  }
}

parentPort?.on('message', (job: Job) => {
  void run(job).then((outcome) => {
    const owned = outcome.bytes?.buffer;
    parentPort?.postMessage(outcome, owned instanceof ArrayBuffer && owned.byteLength === outcome.bytes?.byteLength ? [owned] : []);
  });
});
