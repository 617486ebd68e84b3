import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import type { AccountId } from '../../../preload/contract/index.ts';
import { CodedError } from '../../../preload/contract/index.ts';
import type { Keychain } from '../../host/index.ts';
import { KeychainError } from '../../host/index.ts';
import { keyBytes } from '../open/open-database.ts';

const keychainName = (accountId: AccountId): string => `tchap-desktop/${accountId}`;

/** Each file has a key of its own, so that the worker of the disposable one never holds that of the precious one. */
export const fileKey = (master: Uint8Array, file: 'precious' | 'cache' | 'media'): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', master, new Uint8Array(0), `tchap-desktop ${file} file`, keyBytes));

/** Tells whether a key is the one of an account without opening a file. */
export const keyCheck = (master: Uint8Array): string => createHmac('sha256', master).update('tchap-desktop key check').digest('base64');

const matches = (master: Uint8Array, check: string): boolean => {
  const own = Buffer.from(keyCheck(master));
  const other = Buffer.from(check);
  return own.byteLength === other.byteLength && timingSafeEqual(own, other);
};

const wrongKey = (why: string): CodedError => new CodedError('keychain.wrong-key', why, { retryable: true });

async function asking<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof KeychainError)) throw error;
    throw new CodedError(`keychain.${error.problem}`, error.message, { retryable: true, cause: error });
  }
}

function decode(secret: string): Uint8Array {
  const bytes = new Uint8Array(Buffer.from(secret, 'base64'));
  if (bytes.byteLength !== keyBytes) throw wrongKey('the keychain entry is not a key');
  return bytes;
}

/**
 * The key of an account that was made before. Throws `keychain.absent`, `keychain.locked`,
 * `keychain.refused`, and `keychain.wrong-key` where the keychain answers but has no key, or another one.
 */
export async function readKey(keychain: Keychain, accountId: AccountId, check: string): Promise<Uint8Array> {
  const secret = await asking(keychain.get(keychainName(accountId)));
  if (secret === null) throw wrongKey('the keychain has no key for this account');
  const master = decode(secret);
  if (!matches(master, check)) throw wrongKey('the keychain has a key that is not the one of this account');
  return master;
}

/**
 * Makes the key of a new account and reads it back before anything is encrypted with it. An entry
 * that is there is never overwritten.
 */
export async function createKey(keychain: Keychain, accountId: AccountId): Promise<Uint8Array> {
  const name = keychainName(accountId);
  if ((await asking(keychain.get(name))) !== null) throw wrongKey('the keychain has a key under the name of a new account');
  const secret = randomBytes(keyBytes).toString('base64');
  await asking(keychain.set(name, secret));
  if ((await asking(keychain.get(name))) === secret) return decode(secret);
  throw new CodedError('keychain.refused', 'the keychain did not keep the key', { retryable: true });
}

/** Best effort: without its files a key opens nothing. */
export async function deleteKey(keychain: Keychain, accountId: AccountId, report: (message: string) => void): Promise<void> {
  try {
    await keychain.delete(keychainName(accountId));
  } catch (error) {
    report(`the key of ${accountId} stays in the keychain: ${error instanceof Error ? error.message : 'unknown'}`);
  }
}
