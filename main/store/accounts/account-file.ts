import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { accountId, userId } from '../../../preload/contract/index.ts';

/** What the registry and the directory of an account both keep. No secret: `keyCheck` is a MAC of a constant under a random key. */
export const accountEntry = v.object({
  accountId,
  userId,
  deviceId: v.string(),
  homeserver: v.string(),
  /** False while the account is being made, and again from the moment its removal began. */
  keyStored: v.boolean(),
  keyCheck: v.string(),
});
export type AccountEntry = v.InferOutput<typeof accountEntry>;

/** The content of a JSON file as the schema says; `absent` where there is no file, `damaged` where it is not that. */
export function readJsonFile<const Schema extends v.GenericSchema>(
  path: string,
  schema: Schema,
): { state: 'read'; value: v.InferOutput<Schema> } | { state: 'absent' | 'damaged' } {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    return { state: (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'absent' : 'damaged' };
  }
  try {
    return { state: 'read', value: v.parse(schema, JSON.parse(text)) };
  } catch {
    return { state: 'damaged' };
  }
}
