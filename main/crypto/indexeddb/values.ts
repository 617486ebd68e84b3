import { deserialize, serialize } from 'node:v8';
import { failure } from './errors.ts';

/** A value as the structured clone algorithm writes it. Throws `DataCloneError`. */
export function toBytes(value: unknown): Uint8Array {
  try {
    return serialize(value);
  } catch {
    throw failure('DataCloneError', 'the value cannot be kept');
  }
}

/** The value again. Throws `UnknownError` where the bytes are damaged. */
export function fromBytes(bytes: Uint8Array): unknown {
  try {
    return deserialize(bytes);
  } catch {
    throw failure('UnknownError', 'a stored value is damaged');
  }
}
