import { CodedError } from '../../../preload/contract/index.ts';
import type { Net } from '../../host/index.ts';
import type { JsonObject } from '../../records/index.ts';
import { errorFromFailure, isObject, parseObject, readBounded, stringField } from '../http/index.ts';

const patienceMs = 20_000;
const largestAnswer = { bytes: 256 * 1024, code: 'auth.provider-error' } as const;

/** A refusal of the provider (RFC 6749 5.2), by its `error`. Its words are not kept: they may hold what was sent. */
export class Refusal extends CodedError {
  readonly reason: string;
  constructor(status: number, reason: string) {
    super('auth.provider-error', `the provider answered ${status} ${reason}`, {
      retryable: status >= 500,
      detail: { status, errcode: reason },
    });
    this.reason = reason;
  }
}

/** Posts a form. Rejects with `Refusal`, `auth.provider-unreachable`, or `network.tls`. */
export const postForm = (net: Net, url: string, fields: { [name: string]: string }): Promise<JsonObject> =>
  post(net, url, 'application/x-www-form-urlencoded', new URLSearchParams(fields).toString());

/** The same with JSON. */
export const postJson = (net: Net, url: string, body: JsonObject): Promise<JsonObject> =>
  post(net, url, 'application/json', JSON.stringify(body));

async function post(net: Net, url: string, type: string, body: string): Promise<JsonObject> {
  const { response, text } = await answered(net, url, {
    method: 'POST',
    body,
    headers: { 'content-type': type, accept: 'application/json' },
  });
  if (response.ok) return text === '' ? {} : parseObject(text);
  throw new Refusal(response.status, reasonOf(text));
}

async function answered(net: Net, url: string, init: RequestInit): Promise<{ response: Response; text: string }> {
  // A redirect would send tokens on to where nobody looked.
  const common = { redirect: 'error', credentials: 'omit', cache: 'no-store', signal: AbortSignal.timeout(patienceMs) } as const;
  try {
    const response = await net.fetch(url, { ...init, ...common });
    return { response, text: new TextDecoder().decode(await readBounded(response, largestAnswer)) };
  } catch (error) {
    const failure = errorFromFailure(error);
    if (failure.code !== 'network.unreachable') throw failure;
    throw new CodedError('auth.provider-unreachable', 'the provider does not answer', { retryable: true, cause: failure });
  }
}

function reasonOf(text: string): string {
  try {
    const told: unknown = JSON.parse(text);
    return ((isObject(told) && stringField(told, 'error')) || 'without error').slice(0, 100);
  } catch {
    return 'without error';
  }
}
