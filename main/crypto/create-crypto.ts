import type { Crypto } from '../matrix/index.ts';
import type { CryptoParts } from './engine/engine.ts';

/**
 * Opens the engine of an account on the crypto tables of its precious store, and makes its keys
 * where there are none. The engine and matrix-js-sdk, 2 MB of code, are loaded by the first call:
 * a start shows its rooms without them. Rejects with `crypto.unavailable`, which is worth another
 * try only where `retryable`.
 */
export async function createCrypto(parts: CryptoParts): Promise<Crypto> {
  const { openEngine } = await import('./engine/engine.ts');
  return openEngine(parts);
}
