import { CodedError } from '../../../preload/contract/index.ts';
import type { JsonObject } from '../../records/index.ts';

export const isObject = (value: unknown): value is { [key: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isJsonObject = (value: unknown): value is JsonObject => isObject(value);

/** A JSON object from the body of an answer. Throws `server.error` (retryable: a cut body looks like this too). */
export function parseObject(text: string): JsonObject {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new CodedError('server.error', 'the answer is not JSON', { retryable: true, cause });
  }
  if (isJsonObject(value)) return value;
  throw new CodedError('server.error', 'the answer is not a JSON object', { retryable: true });
}

/** A string field of an answer, or null. */
export function stringField(object: { [key: string]: unknown }, name: string): string | null {
  const value = object[name];
  return typeof value === 'string' ? value : null;
}
