import type { RoomId, UserId } from '../../../preload/contract/index.ts';
import { notifiesEverywhere, pushRulesOf, roomModes, type PushRules, type RuledMode } from '../../notify/index.ts';
import type { JsonObject } from '../../records/index.ts';
import { asArray, ignoredIn, isRoomId, isUserId } from '../../records/index.ts';

/** What global account data says of rooms. */
export interface AccountFacts {
  /** The other person of each direct room (`m.direct`, spec 11.19). */
  direct: Map<RoomId, UserId>;
  /** The address that a direct room waits for: `m.direct` names it as long as it has no account. */
  addresses: Map<RoomId, string>;
  /** `m.push_rules`, and the rooms that have one of their own. */
  rules: PushRules;
  modes: Map<RoomId, RuledMode>;
  /** Rooms that have none notify of every message: the rules need not be asked whether they do. */
  allNotify: boolean;
  /** Whose messages are hidden (`m.ignored_user_list`). */
  ignored: ReadonlySet<UserId>;
}

/** Rooms of `m.direct` by what they are listed under. */
function listedUnder<Key extends string>(content: JsonObject | null, isKey: (key: string) => key is Key): Map<RoomId, Key> {
  const pairs = Object.entries(content ?? {}).flatMap(([key, rooms]) =>
    isKey(key)
      ? asArray(rooms)
          .filter(isRoomId)
          .map((roomId): [RoomId, Key] => [roomId, key])
      : [],
  );
  return new Map(pairs);
}

const isAddress = (key: string): key is string => !isUserId(key) && key.includes('@') && key.length <= 255;

export const accountFacts = (accountData: (type: string) => JsonObject | null, own: UserId): AccountFacts => {
  const rules = pushRulesOf(accountData('m.push_rules'), own);
  const listed = accountData('m.direct');
  return {
    direct: listedUnder(listed, isUserId),
    addresses: listedUnder(listed, isAddress),
    rules,
    modes: roomModes(rules),
    allNotify: notifiesEverywhere(rules),
    ignored: ignoredIn(accountData('m.ignored_user_list')),
  };
};
