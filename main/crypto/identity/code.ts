import { decodeRecoveryKey, encodeRecoveryKey } from 'matrix-js-sdk/lib/crypto-api/recovery-key.js';
import { CodedError } from '../../../preload/contract/index.ts';

/** The private key of secret storage, 32 bytes. */
export type CodeKey = Uint8Array<ArrayBuffer>;

/** A new key, as the specification wants it for a generated one (11.10.2.1): random bytes, no passphrase. */
export const newCodeKey = (): CodeKey => crypto.getRandomValues(new Uint8Array(32));

/** The key as the agent reads it: base58 with prefix and parity, in groups of four (appendices, « Cryptographic key representation »). */
export function codeOf(key: CodeKey): string {
  const code = encodeRecoveryKey(key);
  if (code === undefined) throw new CodedError('internal', 'a key of another size was to be shown');
  return code;
}

/** What the agent typed without what is only there to be read: spaces of any kind, dashes, line ends. */
const bare = (typed: string): string => typed.replaceAll(/[\s\u00a0\u202f\u2010-\u2015-]+/gu, '');

/** The key that was typed; null where characters, length, prefix or parity are not those of a code. */
export function keyOf(typed: string): CodeKey | null {
  try {
    return decodeRecoveryKey(bare(typed));
  } catch {
    return null;
  }
}

/** The same, or `identity.malformed-code`. */
export function keyTyped(typed: string): CodeKey {
  const key = keyOf(typed);
  if (key === null) throw new CodedError('identity.malformed-code', 'what was typed is no verification code');
  return key;
}

/** Whether two keys are the same, in a time that does not tell where they differ. */
export function isSameKey(one: CodeKey, other: CodeKey): boolean {
  let difference = one.length ^ other.length;
  for (const [index, byte] of one.entries()) difference |= byte ^ (other[index] ?? 0);
  return difference === 0;
}
