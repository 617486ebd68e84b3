import { shortLength, type RoomPreview } from '../../preload/contract/index.ts';
import type { ClearEvent, EventRecord, JsonObject } from './event.ts';
import { asString, isObject } from './json.ts';
import { locationOf } from './location.ts';
import { isPollStart, pollOf } from './poll.ts';
import { readableEvent } from './relation.ts';
import { isVoice, soundLength } from './voice.ts';

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

const kindOf = ({ type, content }: ClearEvent): Kind => {
  if (type === 'm.sticker') return 'sticker';
  if (isPollStart(type)) return 'poll';
  const msgtype = asString(content['msgtype']);
  const kind = type === 'm.room.message' && msgtype !== null && Object.hasOwn(kinds, msgtype) ? kinds[msgtype] : undefined;
  return kind === 'audio' && isVoice(content) ? 'voice' : (kind ?? 'other');
};

/** The quoted part that old clients put before the text of an answer (spec 11.3.1). */
const withoutQuote = (body: string): string => (/^> <@[^>\n]*>/u.test(body) ? body.replace(/^(?:>[^\n]*\n)+\n?/u, '') : body);

/** At most 200 characters, never ending inside one. */
const short = (line: string): string => [...line.slice(0, 400)].slice(0, 200).join('').toWellFormed();

/** Lines that are not empty, without the quote of an answer. */
const linesOf = (body: string): string[] =>
  withoutQuote(body.slice(0, 20_000))
    .split('\n')
    .map((part) => part.trim())
    .filter((part) => part !== '');

const firstLine = (body: string): string => short(linesOf(body)[0] ?? '');

/** The marks between which code stands in a text, and what language it is. */
const fence = /^(?:`{3,}|~{3,})[^`]*$/u;

/** A text that begins with code is told by the first line of that. */
function textPreview(kind: Kind, body: string): { kind: Kind; text: string } {
  const [first = '', ...rest] = linesOf(body);
  if (!fence.test(first)) return { kind, text: short(first) };
  const code = rest[0] ?? '';
  return { kind: 'code', text: fence.test(code) ? '' : short(code) };
}

/** A caption says more than the name of the file. */
function fileLine(content: JsonObject): string {
  const body = asString(content['body']) ?? '';
  return firstLine(body === '' ? (asString(content['filename']) ?? '') : body);
}

/** What an edit made of a message, all of it (spec: Applying `m.new_content`); the message itself where it makes nothing. */
function newestOf(event: EventRecord, edit: EventRecord | null): ClearEvent {
  const { type, content } = readableEvent(event);
  const changed = edit === null ? null : readableEvent(edit).content['m.new_content'];
  return {
    type,
    content: isObject(changed) && typeof changed['body'] === 'string' ? { msgtype: content['msgtype'] ?? null, ...changed } : content,
  };
}

function kindAndText(event: EventRecord, edit: EventRecord | null): { kind: Kind; text: string } {
  if (event.redaction) return { kind: 'redacted', text: '' };
  if (event.stateKey !== null) return { kind: 'state', text: '' };
  const clear = newestOf(event, edit);
  if (clear.type === 'm.room.encrypted') return { kind: 'undecryptable', text: '' };
  const kind = kindOf(clear);
  const body = asString(clear.content['body']) ?? '';
  if (kind === 'poll') return { kind, text: firstLine(pollOf(clear)?.question ?? '') };
  if (kind === 'location') return { kind, text: firstLine(locationOf(clear.content)?.description ?? body) };
  if (kind === 'voice') return { kind, text: shortLength(soundLength(clear.content)) };
  if (kind === 'text' || kind === 'notice') return textPreview(kind, body);
  return { kind, text: kind === 'emote' || kind === 'other' ? firstLine(body) : fileLine(clear.content) };
}

/** What the room list tells of an event; `edit` is the newest valid edit of it. */
export const previewOf = (event: EventRecord, edit: EventRecord | null, sender: { name: string; own: boolean }): RoomPreview => ({
  senderName: sender.name,
  own: sender.own,
  ...kindAndText(event, edit),
});
