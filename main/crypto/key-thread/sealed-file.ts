import { createCipheriv, createDecipheriv, createHmac, pbkdf2Sync, randomBytes, timingSafeEqual } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import type { Failure } from './jobs.ts';

/**
 * Files of room keys, « Key exports » (spec 11.12.3.3): a version byte, salt, initial counter, rounds
 * of PBKDF2-HMAC-SHA-512, the export under AES-CTR-256, and HMAC-SHA-256 over all of it, in base64
 * between two lines.
 */
const header = '-----BEGIN MEGOLM SESSION DATA-----';
const footer = '-----END MEGOLM SESSION DATA-----';
const version = 1;
const place = { salt: 1, iv: 17, rounds: 33, ciphertext: 37 } as const;
const macLength = 32;
/** Some 300,000 keys. */
const largestFile = 384 * 1024 * 1024;
/** More would be an attempt to keep the machine busy. */
const mostRounds = 10_000_000;
const bytesOfALine = 57;

export class KeyFileError extends Error {
  override readonly name = 'KeyFileError';
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(failure);
    this.failure = failure;
  }
}

function keysOf(passphrase: string, salt: Uint8Array, rounds: number): { aes: Buffer; mac: Buffer } {
  const both = pbkdf2Sync(passphrase.normalize('NFC'), salt, rounds, 64, 'sha512');
  return { aes: both.subarray(0, 32), mac: both.subarray(32) };
}

/** The text between the two lines. */
function payloadOf(text: string): string {
  const start = text.indexOf(header);
  if (start < 0) throw new KeyFileError('unknown-format');
  const end = text.indexOf(footer, start);
  if (end < 0) throw new KeyFileError('damaged');
  return text.slice(start + header.length, end).replace(/\s+/gu, '');
}

function bytesOf(payload: string): Buffer {
  const bare = payload.replace(/=+$/u, '');
  if (bare.length % 4 === 1 || !/^[A-Za-z0-9+/]*$/u.test(bare)) throw new KeyFileError('damaged');
  return Buffer.from(bare, 'base64');
}

function readText(path: string): string {
  try {
    if (statSync(path).size > largestFile) throw new KeyFileError('too-large');
    return readFileSync(path, 'latin1');
  } catch (error) {
    if (error instanceof KeyFileError) throw error;
    throw new KeyFileError('unreadable');
  }
}

/** The export in a file. Throws `KeyFileError`; a passphrase is only called wrong where the file is whole. */
export function openSealed(path: string, passphrase: string): string {
  const bytes = bytesOf(payloadOf(readText(path)));
  if (bytes.length < place.ciphertext + macLength) throw new KeyFileError('damaged');
  if (bytes[0] !== version) throw new KeyFileError('unknown-format');
  const rounds = bytes.readUInt32BE(place.rounds);
  if (rounds === 0 || rounds > mostRounds) throw new KeyFileError('damaged');
  const keys = keysOf(passphrase, bytes.subarray(place.salt, place.iv), rounds);
  const body = bytes.subarray(0, -macLength);
  const mac = createHmac('sha256', keys.mac).update(body).digest();
  if (!timingSafeEqual(mac, bytes.subarray(-macLength))) throw new KeyFileError('wrong-passphrase');
  const decipher = createDecipheriv('aes-256-ctr', keys.aes, bytes.subarray(place.iv, place.rounds));
  return decipher.update(body.subarray(place.ciphertext)).toString('utf8') + decipher.final('utf8');
}

/** Counter of AES-CTR with bit 63 cleared, as the specification asks (some implementations count in 63 bits). */
function freshCounter(): Buffer {
  const iv = randomBytes(16);
  iv[8] = (iv[8] ?? 0) & 0x7f;
  return iv;
}

const failureOf = (error: unknown): Failure =>
  error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT') ? 'disk-full' : 'unwritable';

/** Writes a file of keys piece by piece; it has its name only once it is whole, and only its owner may read it. */
export class SealedWriter {
  readonly #path: string;
  readonly #partial: string;
  readonly #file: number;
  readonly #cipher;
  readonly #mac;
  #rest: Buffer = Buffer.alloc(0);
  #closed = false;

  constructor(path: string, passphrase: string, rounds: number) {
    const [salt, iv] = [randomBytes(16), freshCounter()];
    const keys = keysOf(passphrase, salt, rounds);
    this.#cipher = createCipheriv('aes-256-ctr', keys.aes, iv);
    this.#mac = createHmac('sha256', keys.mac);
    this.#path = path;
    this.#partial = `${path}.${randomBytes(6).toString('hex')}.partial`;
    this.#file = this.#guard(() => openSync(this.#partial, 'wx', 0o600));
    const head = Buffer.alloc(place.ciphertext);
    head[0] = version;
    salt.copy(head, place.salt);
    iv.copy(head, place.iv);
    head.writeUInt32BE(rounds, place.rounds);
    this.#guard(() => writeSync(this.#file, `${header}\n`));
    this.#sign(head);
  }

  put(text: string): void {
    this.#sign(this.#cipher.update(text, 'utf8'));
  }

  /** Gives the file its name. */
  end(): void {
    this.#sign(this.#cipher.final());
    this.#lines(Buffer.concat([this.#rest, this.#mac.digest()]));
    this.#guard(() => {
      writeSync(this.#file, `${footer}\n`);
      fsyncSync(this.#file);
      this.#close();
      renameSync(this.#partial, this.#path);
    });
  }

  /** Leaves nothing. */
  drop(): void {
    this.#close();
    rmSync(this.#partial, { force: true });
  }

  #close(): void {
    if (!this.#closed) closeSync(this.#file);
    this.#closed = true;
  }

  #sign(bytes: Buffer): void {
    this.#mac.update(bytes);
    const all = Buffer.concat([this.#rest, bytes]);
    const whole = all.length - (all.length % bytesOfALine);
    this.#lines(all.subarray(0, whole));
    this.#rest = all.subarray(whole);
  }

  #lines(bytes: Buffer): void {
    let text = '';
    for (let at = 0; at < bytes.length; at += bytesOfALine)
      text += `${bytes.toString('base64', at, Math.min(at + bytesOfALine, bytes.length))}\n`;
    if (text !== '') this.#guard(() => writeSync(this.#file, text));
  }

  #guard<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw new KeyFileError(failureOf(error));
    }
  }
}
