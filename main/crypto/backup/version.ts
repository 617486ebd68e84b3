import type { JsonObject } from '../../records/index.ts';
import { isObject } from '../../records/index.ts';

const backupAlgorithm = 'm.megolm_backup.v1.curve25519-aes-sha2';

/** An answer of `GET /room_keys/version` (spec 11.12.3.2.1) that can be worked with, in the form matrix-js-sdk takes. */
export interface BackupInfo {
  version: string;
  algorithm: string;
  auth_data: { public_key: string; signatures: { [userId: string]: { [keyId: string]: string } } };
  count: number;
  etag: string;
}

const isText = (value: unknown, most: number): value is string => typeof value === 'string' && value !== '' && value.length <= most;
/** 32 bytes in base64, with or without padding. */
const isKey = (value: unknown): value is string => typeof value === 'string' && /^[A-Za-z0-9+/]{43}=?$/u.test(value);

/** Signatures that have the shape of some; others could not be checked, and would only make the engine fail. */
function signaturesOf(value: unknown): BackupInfo['auth_data']['signatures'] {
  if (!isObject(value)) return {};
  const users = Object.entries(value).slice(0, 10);
  const texts = (keys: unknown): [string, string][] =>
    Object.entries(isObject(keys) ? keys : {})
      .slice(0, 50)
      .flatMap(([keyId, signature]): [string, string][] => (isText(signature, 200) ? [[keyId, signature]] : []));
  return Object.fromEntries(users.map(([userId, keys]) => [userId, Object.fromEntries(texts(keys))]));
}

/** Reads the answer; null where it cannot be understood or is of another algorithm. Never throws. */
export function parseVersion(answer: JsonObject): BackupInfo | null {
  const { version, algorithm, auth_data: authData, count, etag } = answer;
  if (!isText(version, 255) || algorithm !== backupAlgorithm || !isObject(authData) || !isKey(authData['public_key'])) return null;
  return {
    version,
    algorithm,
    auth_data: { public_key: authData['public_key'], signatures: signaturesOf(authData['signatures']) },
    count: typeof count === 'number' && Number.isSafeInteger(count) && count >= 0 ? count : 0,
    etag: isText(etag, 255) ? etag : '',
  };
}
