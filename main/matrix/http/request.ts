import { CodedError } from '../../../preload/contract/index.ts';
import type { Net } from '../../host/index.ts';
import type { JsonObject } from '../../records/index.ts';
import { errorFromFailure, errorFromResponse } from './errors.ts';
import { parseObject } from './json.ts';

export interface RequestOptions {
  query?: { [name: string]: string | number | boolean | undefined };
  body?: JsonObject;
  /** Longest time without a byte from the server, in milliseconds: to the head of the answer, then between parts of the body. */
  idleMs?: number;
  signal?: AbortSignal;
  /** Most bytes of the answer; a larger one rejects with `media.too-large`. */
  largest?: number;
}
export interface UploadOptions {
  bytes: Uint8Array;
  mimetype: string;
  query?: RequestOptions['query'];
  /** Longest time until the head of the answer, in milliseconds: the upload itself included. */
  idleMs: number;
}
export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** Longest silence of the server that an ordinary request bears. */
export const ordinaryIdleMs = 30_000;
/** Largest answer that is read; a first sync of a very large account stays below. */
const largestBody = 1024 * 1024 * 1024;
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
  async upload(path: string, { bytes, mimetype, query, idleMs }: UploadOptions): Promise<JsonObject> {
    const init = {
      ...common,
      method: 'POST',
      headers: { accept: 'application/json', 'content-type': mimetype },
      body: new Uint8Array(bytes),
    };
    return parseObject(new TextDecoder().decode(await this.#ask(this.#url(path, query), init, { idleMs })));
  }

  async #ask(url: string, init: RequestInit, options: RequestOptions): Promise<Uint8Array<ArrayBuffer>> {
    const silence = new Silence(options.idleMs ?? ordinaryIdleMs, options.signal);
    try {
      const response = await this.#fetch(url, { ...init, signal: silence.signal });
      silence.heard();
      const body = await readAll(response, response.ok ? options.largest : largestErrorBody, silence);
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

async function readAll(response: Response, asked: number | undefined, silence: Silence): Promise<Uint8Array<ArrayBuffer>> {
  const largest = asked ?? largestBody;
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    silence.heard();
    size += part.byteLength;
    if (size > largest)
      throw new CodedError(asked === undefined ? 'server.error' : 'media.too-large', `the answer is larger than ${largest} bytes`);
    parts.push(part);
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.byteLength;
  }
  return whole;
}
