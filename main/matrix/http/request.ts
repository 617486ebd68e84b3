import { CodedError, type ErrorCode } from '../../../preload/contract/index.ts';
import type { Net, NetInit, UploadBody } from '../../host/index.ts';
import { limits, type JsonObject } from '../../records/index.ts';
import { errorFromFailure, errorFromResponse } from './errors.ts';
import { parseObject } from './json.ts';

export interface RequestOptions {
  query?: { [name: string]: string | number | boolean | undefined };
  body?: JsonObject;
  /** Longest time without a byte from the server, in milliseconds: to the head of the answer, then between parts of the body. */
  idleMs?: number;
  signal?: AbortSignal;
  /** Most bytes of the answer; a larger one rejects with `tooLarge`, or `media.too-large` where none is named. */
  largest?: number;
  tooLarge?: ErrorCode;
}
export interface UploadOptions {
  body: UploadBody;
  mimetype: string;
  query?: RequestOptions['query'];
  /** Longest time without a byte in either direction, in milliseconds. */
  idleMs: number;
  signal?: AbortSignal;
  /** Hears how many bytes have left. */
  onSent?(bytes: number): void;
}
export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** Longest silence of the server that an ordinary request bears. */
export const ordinaryIdleMs = 30_000;
/** Largest answer that is read: what the store's worker would parse. A first sync of 20,000 rooms stays below. */
const largestBody = limits.bodySize;
const largestErrorBody = 64 * 1024;

/**
 * Requests to one homeserver over `fetch` of the machine. matrix-js-sdk's own HTTP layer is not
 * used: its time limit ends with the head of the answer, so that a body that stalls is waited for
 * for ever, and it gives `/sync` as parsed objects only.
 */
export class Http {
  readonly baseUrl: string;
  readonly #fetch: Net['fetch'];

  /** `baseUrl` without a slash at its end. `fetch` adds the token, where there is one (`authorizedFetch`). */
  constructor(baseUrl: string, fetch: Net['fetch']) {
    this.baseUrl = baseUrl;
    this.#fetch = fetch;
  }

  /** Asks and reads a JSON object. Rejects with `CodedError`, or with the reason of `signal`. */
  async json(method: Method, path: string, options: RequestOptions = {}): Promise<JsonObject> {
    return parseObject(new TextDecoder().decode(await this.bytes(method, path, options)));
  }

  /** Asks and reads the body as it is; the array owns its buffer, which can be transferred. */
  async bytes(method: Method, path: string, options: RequestOptions = {}): Promise<Uint8Array<ArrayBuffer>> {
    return this.#ask(this.#url(path, options.query), requestInit(method, options.body), options, joined);
  }

  /** Asks and gives the body to `take` as it comes, which no limit of time waits for. Rejects with `CodedError`, or as `take` does. */
  async stream<T>(method: Method, path: string, options: RequestOptions, take: Take<T>): Promise<T> {
    return this.#ask(this.#url(path, options.query), requestInit(method, options.body), options, take);
  }

  /** Posts a body as it is read, again from its beginning where the token had to be renewed; reads a JSON object. Rejects with `CodedError`. */
  async upload(path: string, { body, mimetype, query, onSent, ...options }: UploadOptions): Promise<JsonObject> {
    const headers = { accept: 'application/json', 'content-type': mimetype };
    const upload = { body, onSent: (bytes: number) => onSent?.(bytes) };
    const init = { ...common, method: 'POST', headers, upload };
    return parseObject(new TextDecoder().decode(await this.#ask(this.#url(path, query), init, options, joined)));
  }

  async #ask<T>(url: string, init: NetInit, options: RequestOptions, take: Take<T>): Promise<T> {
    const silence = new Silence(options.idleMs ?? ordinaryIdleMs, options.signal);
    const heard = (): void => silence.heard();
    try {
      const response = await this.#fetch(url, { ...init, ...heardUpload(init, heard), signal: silence.signal });
      silence.heard();
      const parts = bounded(response, limitOf(response, options), heard);
      if (response.ok) return await take(parts, lengthOf(response));
      throw errorFromResponse(response.status, response.headers, new TextDecoder().decode(await joined(parts)));
    } catch (error) {
      options.signal?.throwIfAborted();
      throw errorFromFailure(error);
    } finally {
      silence.end();
    }
  }

  #url(path: string, query: RequestOptions['query'] = {}): string {
    const url = new URL(this.baseUrl + path);
    for (const [name, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(name, String(value));
    return url.href;
  }
}

/** Reads a body that comes in parts. `length`: bytes that the server says will come; null where it does not say. */
export type Take<T> = (parts: AsyncIterable<Uint8Array>, length: number | null) => Promise<T>;

/** A compressed body has another length than what is read of it. */
function lengthOf({ headers }: Response): number | null {
  const length = headers.get('content-encoding') === null ? Number(headers.get('content-length') ?? NaN) : NaN;
  return Number.isSafeInteger(length) && length >= 0 ? length : null;
}

/** What leaves breaks the silence too. */
function heardUpload({ upload }: NetInit, heard: () => void): Pick<NetInit, 'upload'> {
  if (upload === undefined) return {};
  const onSent = (bytes: number): void => {
    heard();
    upload.onSent(bytes);
  };
  return { upload: { body: upload.body, onSent } };
}

const common = { redirect: 'follow', credentials: 'omit', cache: 'no-store' } as const;

function requestInit(method: Method, body: JsonObject | undefined): RequestInit {
  const headers: { [name: string]: string } = { accept: 'application/json' };
  if (body !== undefined) headers['content-type'] = 'application/json';
  const init: RequestInit = { ...common, method, headers };
  return body === undefined ? init : { ...init, body: JSON.stringify(body) };
}

/** Aborts a request when the server stays silent, or when the caller says so. */
class Silence {
  readonly #limit = new AbortController();
  readonly #idleMs: number;
  #timer: ReturnType<typeof setTimeout>;
  readonly signal: AbortSignal;

  constructor(idleMs: number, outer: AbortSignal | undefined) {
    this.#idleMs = idleMs;
    this.signal = outer === undefined ? this.#limit.signal : AbortSignal.any([outer, this.#limit.signal]);
    this.#timer = this.#start();
  }

  heard(): void {
    clearTimeout(this.#timer);
    this.#timer = this.#start();
  }

  end(): void {
    clearTimeout(this.#timer);
  }

  #start(): ReturnType<typeof setTimeout> {
    return setTimeout(() => {
      this.#limit.abort(new CodedError('network.unreachable', `the server was silent for ${this.#idleMs} ms`, { retryable: true }));
    }, this.#idleMs);
  }
}

/** The body of an answer in parts; refuses one that is declared too large before it comes, any other as soon as it is. `heard` is called for each part. */
async function* bounded(response: Response, limit: Limit, heard?: () => void): AsyncGenerator<Uint8Array> {
  if (Number(response.headers.get('content-length') ?? 0) > limit.bytes) {
    await response.body?.cancel();
    throw tooLarge(limit);
  }
  let size = 0;
  for await (const part of response.body ?? []) {
    heard?.();
    size += part.byteLength;
    if (size > limit.bytes) throw tooLarge(limit);
    yield part;
  }
}

/** The whole body of an answer, no larger than `limit`. */
export const readBounded = (response: Response, limit: Limit): Promise<Uint8Array<ArrayBuffer>> => joined(bounded(response, limit));

export interface Limit {
  bytes: number;
  code: ErrorCode;
}

const tooLarge = ({ bytes, code }: Limit): CodedError => new CodedError(code, `the answer is larger than ${bytes} bytes`);

/** What an answer may weigh. The body of a refusal that is no refusal of Matrix is of no use. */
function limitOf(response: Response, { largest, tooLarge: code }: RequestOptions): Limit {
  if (!response.ok) return { bytes: largestErrorBody, code: 'server.error' };
  return { bytes: largest ?? largestBody, code: code ?? (largest === undefined ? 'server.error' : 'media.too-large') };
}

async function joined(source: AsyncIterable<Uint8Array>): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = [];
  for await (const part of source) parts.push(part);
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.byteLength, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.byteLength;
  }
  return whole;
}
