import { isIdentifier, isObject } from '../../records/index.ts';
import type { BackupDecryptionKey } from '../engine/binding.ts';

/** A room key in the form that is backed up and exported (`SessionData`, spec 11.12.3.3), checked. */
export interface SessionData {
  algorithm: string;
  room_id?: string;
  session_id?: string;
  sender_key: string;
  session_key: string;
  sender_claimed_keys: { [algorithm: string]: string };
  forwarding_curve25519_key_chain: string[];
  'org.matrix.msc3061.shared_history'?: boolean;
  shared_history?: boolean;
}

const base64 = /^[A-Za-z0-9+/]+={0,2}$/u;
const isBase64 = (value: unknown, most: number): value is string => typeof value === 'string' && value.length <= most && base64.test(value);
const isCurve = (value: unknown): value is string => isBase64(value, 44);

function textMap(value: unknown): { [name: string]: string } | null {
  if (!isObject(value)) return null;
  const entries = Object.entries(value);
  const fine = entries.length <= 10 && entries.every(([name, text]) => isIdentifier(name) && isIdentifier(text));
  return fine ? Object.fromEntries(entries.map(([name, text]) => [name, text as string])) : null;
}

const flags = ['org.matrix.msc3061.shared_history', 'shared_history'] as const;

/** Checks a room key that came in the clear of a backup or of a file; null where it is damaged. Never throws. */
export function checkSession(value: unknown): SessionData | null {
  if (!isObject(value)) return null;
  const { algorithm, sender_key: senderKey, session_key: sessionKey } = value;
  const claimed = textMap(value['sender_claimed_keys'] ?? {});
  const chain = value['forwarding_curve25519_key_chain'] ?? [];
  if (algorithm !== 'm.megolm.v1.aes-sha2' || !isCurve(senderKey) || !isBase64(sessionKey, 1000) || claimed === null) return null;
  if (!Array.isArray(chain) || chain.length > 100 || !chain.every(isCurve)) return null;
  const shared = flags.flatMap((flag) => (typeof value[flag] === 'boolean' ? [[flag, value[flag]] as const] : []));
  return {
    algorithm,
    sender_key: senderKey,
    session_key: sessionKey,
    sender_claimed_keys: claimed,
    forwarding_curve25519_key_chain: chain,
    ...Object.fromEntries(shared),
  };
}

/** Decrypts an entry of `GET /room_keys/keys` (spec 11.12.3.2.2); null where it is damaged or not for this key. Never throws. */
export function openSession(key: BackupDecryptionKey, entry: unknown): SessionData | null {
  const data = isObject(entry) ? entry['session_data'] : null;
  if (!isObject(data)) return null;
  const { ephemeral, mac, ciphertext } = data;
  if (!isCurve(ephemeral) || !isBase64(mac, 100) || !isBase64(ciphertext, 16_384)) return null;
  try {
    return checkSession(JSON.parse(key.decryptV1(ephemeral, mac, ciphertext)));
  } catch {
    return null;
  }
}
