import type { EventId, RoomPreview } from '../../preload/contract/index.ts';
import type { EventRecord, JsonObject } from './event.ts';
import { asString } from './json.ts';
import { locationOf } from './location.ts';
import { isPollStart, pollOf, pollTypes } from './poll.ts';
import { readableEvent, relationOf } from './relation.ts';

const messageTypes = new Set(['m.room.message', 'm.room.encrypted', 'm.sticker', 'm.poll.start', pollTypes.start, 'm.call.invite']);
const stateTypes = new Set([
  'm.room.create',
  'm.room.member',
  'm.room.name',
  'm.room.topic',
  'm.room.avatar',
  'm.room.encryption',
  'm.room.join_rules',
  'm.room.history_visibility',
  'm.room.guest_access',
  'm.room.power_levels',
  'm.room.pinned_events',
  'm.room.canonical_alias',
  'm.room.tombstone',
  'm.room.server_acl',
  'm.room.retention',
  'im.vector.room.access_rules',
]);

const sameMember = (event: EventRecord): boolean => {
  const before = event.previousContent;
  const same = (key: string) => (before?.[key] ?? null) === (event.content[key] ?? null);
  return event.type === 'm.room.member' && before !== null && same('membership') && same('displayname') && same('avatar_url');
};

/** Whether an event is a message of the conversation: shown, previewed, and counted as activity. */
export function isMessage(event: EventRecord): boolean {
  const { type, content } = readableEvent(event);
  if (event.stateKey !== null || !messageTypes.has(type)) return false;
  if (content['msgtype'] === 'm.key.verification.request') return false;
  const relType = relationOf(event)?.relType;
  // What refers to another event and cannot be read is hardly ever a message: a vote, a step of a verification.
  if (relType === 'm.reference' && type === 'm.room.encrypted') return false;
  return relType !== 'm.replace' && relType !== 'm.annotation';
}

/** The first message of the thread that an event is part of (spec 11.25); null outside of threads. */
export function threadOf(event: EventRecord): EventId | null {
  const relation = relationOf(event);
  return relation?.relType === 'm.thread' ? relation.target : null;
}

/** Whether an event has a row of its own in a conversation: messages that are not in a thread, and changes of state that people made. */
export const isDisplayable = (event: EventRecord): boolean =>
  event.stateKey === null ? isMessage(event) && threadOf(event) === null : stateTypes.has(event.type) && !sameMember(event);

type Kind = RoomPreview['kind'];
const kinds: { [msgtype: string]: Kind | undefined } = {
  'm.text': 'text',
  'm.emote': 'emote',
  'm.notice': 'notice',
  'm.image': 'image',
  'm.video': 'video',
  'm.audio': 'audio',
  'm.file': 'file',
  'm.location': 'location',
};

const kindOf = (type: string, content: JsonObject): Kind => {
  if (type === 'm.sticker') return 'image';
  if (isPollStart(type)) return 'poll';
  const msgtype = asString(content['msgtype']);
  return (type === 'm.room.message' && msgtype !== null && Object.hasOwn(kinds, msgtype) ? kinds[msgtype] : undefined) ?? 'other';
};

/** The quoted part that old clients put before the text of an answer (spec 11.3.1). */
const withoutQuote = (body: string): string => (/^> <@[^>\n]*>/u.test(body) ? body.replace(/^(?:>[^\n]*\n)+\n?/u, '') : body);

/** First line that is not empty, at most 200 characters, never ending inside a character. */
function firstLine(body: string): string {
  const line = withoutQuote(body.slice(0, 20_000))
    .split('\n')
    .map((part) => part.trim())
    .find((part) => part !== '');
  return [...(line ?? '').slice(0, 400)].slice(0, 200).join('').toWellFormed();
}

const titled = new Set<Kind>(['text', 'emote', 'notice', 'other']);

function kindAndText(event: EventRecord, edit: EventRecord | null): { kind: Kind; text: string } {
  if (event.redaction) return { kind: 'redacted', text: '' };
  if (event.stateKey !== null) return { kind: 'state', text: '' };
  const { type, content } = readableEvent(event);
  if (type === 'm.room.encrypted') return { kind: 'undecryptable', text: '' };
  const kind = kindOf(type, content);
  if (kind === 'poll') return { kind, text: firstLine(pollOf({ type, content })?.question ?? '') };
  if (kind === 'location') return { kind, text: firstLine(locationOf(content)?.description ?? asString(content['body']) ?? '') };
  const newContent = edit ? readableEvent(edit).content['m.new_content'] : undefined;
  const body = asString((newContent as JsonObject | null | undefined)?.['body']) ?? asString(content['body']) ?? '';
  return { kind, text: titled.has(kind) ? firstLine(body) : firstLine(asString(content['filename']) ?? body) };
}

/** What the room list tells of an event; `edit` is the newest valid edit of it. */
export const previewOf = (event: EventRecord, edit: EventRecord | null, sender: { name: string; own: boolean }): RoomPreview => ({
  senderName: sender.name,
  own: sender.own,
  ...kindAndText(event, edit),
});
