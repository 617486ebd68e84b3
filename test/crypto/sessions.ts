import { generateKeyPairSync, randomBytes, type KeyObject } from 'node:crypto';

const rawPublic = (key: KeyObject): Buffer => key.export({ format: 'der', type: 'spki' }).subarray(-32);
const bare = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64').replace(/=+$/u, '');

/** A room key of nobody: a random ratchet under a signing key of its own, whose public half is its name. */
export function syntheticSession(): { id: string; data: { [name: string]: unknown } } {
  const signing = rawPublic(generateKeyPairSync('ed25519').publicKey);
  const key = Buffer.concat([Buffer.from([1, 0, 0, 0, 0]), randomBytes(128), signing]);
  const id = bare(signing);
  const data = {
    algorithm: 'm.megolm.v1.aes-sha2',
    sender_key: id,
    sender_claimed_keys: { ed25519: id },
    forwarding_curve25519_key_chain: [],
    session_key: bare(key),
  };
  return { id, data };
}
