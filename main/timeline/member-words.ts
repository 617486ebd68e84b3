import type { StateChange, UserId } from '../../preload/contract/index.ts';
import type { EventRecord, JsonObject } from '../records/index.ts';
import { text } from './json.ts';
import { cleanName, plainName } from './names.ts';

type Words = Pick<StateChange, 'change'> & Partial<StateChange>;
type Change = StateChange['change'];

/** Steps of a membership that somebody does to another, `before>after` (spec: `m.room.member`). */
const byOthers: { [step: string]: Change } = {
  'invite>leave': 'member-invite-withdrawn',
  'knock>leave': 'member-invite-refused',
  'ban>leave': 'member-unbanned',
  'join>leave': 'member-kicked',
};
const byThemselves: { [step: string]: Change } = {
  'invite>join': 'member-invite-accepted',
  'invite>leave': 'member-invite-refused',
};
const arrivals: { [membership: string]: Change } = {
  join: 'member-joined',
  leave: 'member-left',
  invite: 'member-invited',
  ban: 'member-banned',
  knock: 'member-knocked',
};

/** A membership event in words; null where nothing changed. */
export function memberWords(event: EventRecord, nameOf: (userId: UserId) => string): Words | null {
  const before = event.previousContent ?? {};
  const after = text(event.content['membership']) ?? '';
  const was = text(before['membership']) ?? 'none';
  const target = targetName(event, nameOf);
  if (was === after) return after === 'join' ? profileWords(event, before, nameOf) : null;
  const table = event.stateKey === event.sender ? byThemselves : byOthers;
  const step = `${was}>${after}`;
  const own = Object.hasOwn(table, step) ? table[step] : undefined;
  const arrival = Object.hasOwn(arrivals, after) ? arrivals[after] : undefined;
  return { change: own ?? arrival ?? 'other', target, value: cleanName(text(event.content['reason']) ?? '') };
}

/** The name that the member had in this very event, which may since have left the room. */
function targetName(event: EventRecord, nameOf: (userId: UserId) => string): string {
  const target = (event.stateKey ?? '') as UserId;
  const known = nameOf(target);
  if (known !== target) return known;
  return plainName(target, text(event.content['displayname']) ?? text(event.previousContent?.['displayname']));
}

function profileWords(event: EventRecord, before: JsonObject, nameOf: (userId: UserId) => string): Words | null {
  const target = targetName(event, nameOf);
  const name = cleanName(text(event.content['displayname']) ?? '');
  const previous = cleanName(text(before['displayname']) ?? '');
  if (name !== previous) return { change: 'member-renamed', actor: previous || target, target: previous || target, value: name, previous };
  return text(event.content['avatar_url']) === text(before['avatar_url']) ? null : { change: 'member-avatar', target };
}
