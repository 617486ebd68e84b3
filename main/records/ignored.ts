import type { UserId } from '../../preload/contract/index.ts';
import type { JsonObject } from './event.ts';
import { asObject, isUserId } from './json.ts';

/** Who is in an `m.ignored_user_list` (spec: ignoring users). */
export const ignoredIn = (content: JsonObject | null): Set<UserId> =>
  new Set(Object.keys(asObject(content?.['ignored_users'])).filter(isUserId));
