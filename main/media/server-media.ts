import { CodedError } from '../../preload/contract/index.ts';
import type { UploadBody } from '../host/index.ts';
import { toCodedError, type Http } from '../matrix/index.ts';
import { mediaError } from './errors.ts';
import { parseMxc, type Mxc } from './mxc.ts';

export interface ThumbnailSize {
  width: number;
  height: number;
  method: 'crop' | 'scale';
}
interface DownloadOptions {
  /** Most bytes that are read. */
  largest: number;
  thumbnail?: ThumbnailSize;
  signal?: AbortSignal;
}
/** Reads a file that comes in parts. `length`: bytes that will come; null where the server does not say. */
export type Take = (parts: AsyncIterable<Uint8Array>, length: number | null) => Promise<void>;

const mib = 1024 * 1024;
/** Where the server does not say (spec: `m.upload.size` is optional), or cannot be asked. */
const usualLimit = 100 * mib;
const limitKeptMs = 60 * 60_000;
/** The slowest upload that is waited for, in bytes a millisecond, after the first minute. */
const slowest = 32;

const isUnknownEndpoint = (error: CodedError): boolean => error.detail.errcode === 'M_UNRECOGNIZED';

/** Media of one homeserver: authenticated (spec 11.7, since 1.11), or the older endpoints where it knows only those. */
export class ServerMedia {
  readonly #http: Pick<Http, 'json' | 'stream' | 'upload'>;
  readonly #now: () => number;
  #legacy = false;
  #limit: { bytes: number; at: number } | null = null;

  constructor(http: Pick<Http, 'json' | 'stream' | 'upload'>, now: () => number) {
    this.#http = http;
    this.#now = now;
  }

  /** Most bytes that an upload may have. Asked once an hour, and after one was refused; the usual 100 MiB while the server is not there. */
  async uploadLimit(): Promise<number> {
    if (this.#limit && this.#now() - this.#limit.at < limitKeptMs) return this.#limit.bytes;
    try {
      const answer = await this.#either((base) => this.#http.json('GET', `${base}/config`));
      const size = answer['m.upload.size'];
      const bytes = typeof size === 'number' && Number.isSafeInteger(size) && size > 0 ? size : usualLimit;
      this.#limit = { bytes, at: this.#now() };
      return bytes;
    } catch {
      return this.#limit?.bytes ?? usualLimit;
    }
  }

  /** Gives `take` the file as it comes. Rejects as it does, and with `media.unavailable`, `media.too-large`, `network.*`, `server.*`, the reason of `signal`. */
  async download(uri: string, { thumbnail, ...bounds }: DownloadOptions, take: Take): Promise<void> {
    const mxc = parseMxc(uri);
    if (!mxc) throw new CodedError('media.unavailable', 'not a content URI');
    const request = { query: queryOf(thumbnail), ...bounds };
    await this.#either((base) => this.#http.stream('GET', `${base}/${pathOf(mxc, thumbnail)}`, request, take));
  }

  /** Returns the content URI. `filename` is sent only where the server may know it. Rejects like `download`. */
  async upload(
    body: UploadBody,
    mimetype: string,
    filename: string | null,
    way: { signal?: AbortSignal; onSent?(sent: number): void } = {},
  ): Promise<string> {
    const query = filename === null ? {} : { filename };
    const idleMs = 60_000 + Math.ceil(body.size / slowest);
    const answer = await this.#http
      .upload('/_matrix/media/v3/upload', { body, mimetype, query, idleMs, ...way })
      .catch((error: unknown) => this.#refused(error));
    const uri = answer['content_uri'];
    if (typeof uri !== 'string' || !parseMxc(uri))
      throw new CodedError('server.error', 'the answer holds no content URI', { retryable: true });
    return uri;
  }

  /** What is too large although it was not before: the limit is another one. */
  #refused(error: unknown): never {
    const coded = mediaError(toCodedError(error));
    if (coded.code === 'media.too-large') this.#limit = null;
    throw coded;
  }

  async #either<T>(ask: (base: string) => Promise<T>): Promise<T> {
    try {
      return await ask(this.#legacy ? '/_matrix/media/v3' : '/_matrix/client/v1/media');
    } catch (error) {
      const coded = toCodedError(error);
      if (this.#legacy || !isUnknownEndpoint(coded)) return refuse(error);
      this.#legacy = true;
      return this.#either(ask);
    }
  }
}

function refuse(error: unknown): never {
  throw mediaError(toCodedError(error));
}

const pathOf = ({ server, mediaId }: Mxc, thumbnail: ThumbnailSize | undefined): string =>
  `${thumbnail ? 'thumbnail' : 'download'}/${encodeURIComponent(server)}/${mediaId}`;

const queryOf = (thumbnail: ThumbnailSize | undefined) => ({ timeout_ms: 20_000, allow_redirect: true, ...thumbnail });
