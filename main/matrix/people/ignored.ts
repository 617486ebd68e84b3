import type { UserId } from '../../../preload/contract/index.ts';
import { asObject, type JsonObject } from '../../records/index.ts';

/** The account data of the specification (ignoring users). */
export const ignoredType = 'm.ignored_user_list';

/** The list with a change, all else of it kept. */
export function withIgnored(content: JsonObject, userId: UserId, ignored: boolean): JsonObject {
  const users = { ...asObject(content['ignored_users']) } as JsonObject;
  if (ignored) users[userId] ??= {};
  else delete users[userId];
  return { ...content, ignored_users: users };
}
