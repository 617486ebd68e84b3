import { CodedError } from '../../../preload/contract/index.ts';
import type { JsonObject } from '../../records/index.ts';
import { forbiddenType, isUnsafe, mayBeBadKey, scannerError } from './errors.ts';

/** A text that only the holder of a Curve25519 key reads (`m.megolm_backup.v1.curve25519-aes-sha2`); all base64. */
export interface Sealed {
  ciphertext: string;
  mac: string;
  ephemeral: string;
}

/** Requests to the scanner, with the token of the account. Rejects with `CodedError` whose detail has the `errcode`. */
export interface ScannerHttp {
  json(method: 'GET' | 'POST', path: string, options?: { body?: JsonObject; idleMs?: number }): Promise<JsonObject>;
  stream(
    method: 'GET' | 'POST',
    path: string,
    options: Bounds & { body?: JsonObject; query?: { [name: string]: string | number }; idleMs?: number },
    take: Take,
  ): Promise<void>;
}
/** Reads a file that comes in parts. `length`: bytes that will come; null where the scanner does not say. */
type Take = (parts: AsyncIterable<Uint8Array>, length: number | null) => Promise<void>;
interface Bounds {
  /** Most bytes that are read. */
  largest: number;
  signal?: AbortSignal;
}

export interface ScannedFile {
  server: string;
  mediaId: string;
  /** `EncryptedFile` (spec 11.12.1.7) with its `url`; null for a file in clear. */
  encrypted: JsonObject | null;
}

/** `unsafe`: the antivirus found something; `forbidden-type`: the administration does not let such files through. */
export type Verdict = 'clean' | 'unsafe' | 'forbidden-type';

const base = '/_matrix/media_proxy/unstable';
/** The scanner fetches and scans the whole file before it answers. */
const idleMs = 180_000;

/** Client of `matrix-content-scanner` (`docs/api.md` there). */
export class ContentScanner {
  readonly #http: ScannerHttp;
  readonly #seal: (publicKey: string, text: string) => Promise<Sealed>;
  #publicKey: Promise<string> | null = null;

  /** `seal` encrypts a text to the scanner's public key (unpadded base64). */
  constructor(http: ScannerHttp, seal: (publicKey: string, text: string) => Promise<Sealed>) {
    this.#http = http;
    this.#seal = seal;
  }

  /** What the antivirus says of a file. Rejects with `media.scan-unavailable`, `media.unavailable`, `media.tampered`, `network.*`, `server.rate-limited`. */
  async scan(file: ScannedFile): Promise<Verdict> {
    try {
      const answer = file.encrypted
        ? await this.#sealed(file.encrypted, (body) => this.#http.json('POST', `${base}/scan_encrypted`, { body, idleMs }))
        : await this.#http.json('GET', `${base}/scan/${pathOf(file)}`, { idleMs });
      return verdictOf(answer);
    } catch (error) {
      if (isUnsafe(error)) return 'unsafe';
      if (forbiddenType(error)) return 'forbidden-type';
      throw scannerError(error);
    }
  }

  /** Gives `take` the file as the homeserver has it (an encrypted one still encrypted), once found clean. Rejects like `scan` and like `take`, with `media.unsafe` where it is not clean, and with `media.too-large`. */
  async download(file: ScannedFile, bounds: Bounds, take: Take): Promise<void> {
    const ask = file.encrypted
      ? this.#sealed(file.encrypted, (body) => this.#http.stream('POST', `${base}/download_encrypted`, { ...bounds, body, idleMs }, take))
      : this.#http.stream('GET', `${base}/download/${pathOf(file)}`, { ...bounds, idleMs }, take);
    return ask.catch(refuse);
  }

  /** A thumbnail of a picture in clear, once found clean. Rejects like `download`. */
  async thumbnail(file: ScannedFile, query: { [name: string]: string | number }, bounds: Bounds, take: Take): Promise<void> {
    return this.#http.stream('GET', `${base}/thumbnail/${pathOf(file)}`, { ...bounds, query, idleMs }, take).catch(refuse);
  }

  async #sealed<T>(encrypted: JsonObject, ask: (body: JsonObject) => Promise<T>): Promise<T> {
    const key = await this.#key();
    try {
      return await ask(await this.#bodyFor(key, encrypted));
    } catch (error) {
      if (!mayBeBadKey(error)) throw error;
      this.#publicKey = null;
      const renewed = await this.#key();
      if (renewed === key) throw error;
      return ask(await this.#bodyFor(renewed, encrypted));
    }
  }

  #key(): Promise<string> {
    this.#publicKey ??= this.#askPublicKey().catch((error: unknown) => {
      this.#publicKey = null;
      throw error;
    });
    return this.#publicKey;
  }

  async #bodyFor(key: string, encrypted: JsonObject): Promise<JsonObject> {
    const { ciphertext, mac, ephemeral } = await this.#seal(key, JSON.stringify({ file: encrypted }));
    return { encrypted_body: { ciphertext, mac, ephemeral } };
  }

  async #askPublicKey(): Promise<string> {
    const { public_key: key } = await this.#http.json('GET', `${base}/public_key`);
    if (typeof key === 'string' && /^[A-Za-z0-9+/]{43}=?$/u.test(key)) return key;
    throw new CodedError('media.scan-unavailable', 'the scanner gave no public key', { retryable: true });
  }
}

function refuse(error: unknown): never {
  if (isUnsafe(error) || forbiddenType(error)) throw new CodedError('media.unsafe', 'the scanner refused the file');
  throw scannerError(error);
}

const pathOf = ({ server, mediaId }: ScannedFile): string => `${encodeURIComponent(server)}/${encodeURIComponent(mediaId)}`;

function verdictOf({ clean }: JsonObject): Verdict {
  if (typeof clean !== 'boolean') throw new CodedError('media.scan-unavailable', 'the scanner gave no verdict', { retryable: true });
  return clean ? 'clean' : 'unsafe';
}
