import { CodedError, type ErrorCode } from '../../../preload/contract/index.ts';
import type { Net } from '../../host/index.ts';
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
  bytes: Uint8Array;
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
    return this.#ask(this.#url(path, options.query), requestInit(method, options.body), options);
  }

  /** Posts bytes and reads a JSON object. Rejects with `CodedError`. */
  async upload(path: string, { bytes, mimetype, query, ...options }: UploadOptions): Promise<JsonObject> {
    const init = {
      ...common,
      method: 'POST',
      headers: { accept: 'application/json', 'content-type': mimetype },
      body: new Uint8Array(bytes),
    };
    return parseObject(new TextDecoder().decode(await this.#ask(this.#url(path, query), init, options)));
  }

  async #ask(url: string, init: RequestInit, options: RequestOptions & Pick<UploadOptions, 'onSent'>): Promise<Uint8Array<ArrayBuffer>> {
    const silence = new Silence(options.idleMs ?? ordinaryIdleMs, options.signal);
    const onSent = (bytes: number): void => {
      silence.heard();
      options.onSent?.(bytes);
    };
    try {
      const response = await this.#fetch(url, { ...init, signal: silence.signal, ...(options.onSent ? { onSent } : {}) });
      silence.heard();
      const body = await readBounded(response, limitOf(response, options), () => silence.heard());
      if (!response.ok) throw errorFromResponse(response.status, response.headers, new TextDecoder().decode(body));
      return body;
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

/** The body of an answer; refuses one that is declared too large before it comes, any other as soon as it is. `heard` is called for each part. */
export async function readBounded(response: Response, limit: Limit, heard?: () => void): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = [];
  let size = 0;
  if (Number(response.headers.get('content-length') ?? 0) > limit.bytes) {
    await response.body?.cancel();
    throw tooLarge(limit);
  }
  for await (const part of response.body ?? []) {
    heard?.();
    size += part.byteLength;
    if (size > limit.bytes) throw tooLarge(limit);
    parts.push(part);
  }
  return joined(parts, size);
}

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

function joined(parts: Uint8Array[], size: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.byteLength;
  }
  return whole;
}
