import type { RoomId, UserId } from '../../../preload/contract/index.ts';
import { notifiesEverywhere, pushRulesOf, roomModes, type PushRules, type RuledMode } from '../../notify/index.ts';
import type { JsonObject } from '../../records/index.ts';
import { asArray, ignoredIn, isRoomId, isUserId } from '../../records/index.ts';

/** What global account data says of rooms. */
export interface AccountFacts {
  /** The other person of each direct room (`m.direct`, spec 11.19). */
  direct: Map<RoomId, UserId>;
  /** `m.push_rules`, and the rooms that have one of their own. */
  rules: PushRules;
  modes: Map<RoomId, RuledMode>;
  /** Rooms that have none notify of every message: the rules need not be asked whether they do. */
  allNotify: boolean;
  /** Whose messages are hidden (`m.ignored_user_list`). */
  ignored: ReadonlySet<UserId>;
}

function directRooms(content: JsonObject | null): Map<RoomId, UserId> {
  const pairs = Object.entries(content ?? {}).flatMap(([userId, rooms]) =>
    isUserId(userId)
      ? asArray(rooms)
          .filter(isRoomId)
          .map((roomId): [RoomId, UserId] => [roomId, userId])
      : [],
  );
  return new Map(pairs);
}

export const accountFacts = (accountData: (type: string) => JsonObject | null, own: UserId): AccountFacts => {
  const rules = pushRulesOf(accountData('m.push_rules'), own);
  return {
    direct: directRooms(accountData('m.direct')),
    rules,
    modes: roomModes(rules),
    allNotify: notifiesEverywhere(rules),
    ignored: ignoredIn(accountData('m.ignored_user_list')),
  };
};
