import { createHash } from 'node:crypto';
import type { UserId } from '../../../preload/contract/index.ts';
import type { ClearEvent, EventRecord } from '../../records/index.ts';
import { isPollStart, pollOf, pollWords, readableEvent } from '../../records/index.ts';
import type { SearchKind } from './types.ts';

/** What is indexed of a message. */
export interface Searchable {
  body: string;
  kind: SearchKind;
}

type Content = { [name: string]: unknown };
/** Characters of a message that are indexed. */
const longest = 20_000;
const kinds: { [msgtype: string]: SearchKind } = {
  'm.text': 'text',
  'm.notice': 'text',
  'm.emote': 'text',
  'm.image': 'image',
  'm.video': 'media',
  'm.audio': 'media',
  'm.file': 'file',
  'm.location': 'text',
};
const string = (content: Content, name: string): string => {
  const value = content[name];
  return typeof value === 'string' ? value.slice(0, longest) : '';
};

/** The quoted message that old clients put before a reply (spec 11.30.2.1). */
const withoutFallback = (body: string): string => body.replace(/^(?:> .*\n)+\n?/u, '');

/** The text of a message as it stands (`edited`: the newest edit of it), null where there is nothing to find. */
export function searchableOf(event: EventRecord, edited: Content | null): Searchable | null {
  const { type, content: own } = readableEvent(event);
  if (event.redaction !== null) return null;
  if (isPollStart(type)) return pollFound({ type, content: own });
  if (type !== 'm.room.message') return null;
  const content = edited ?? own;
  const kind = kinds[string(content, 'msgtype')];
  if (kind === undefined) return null;
  const body = withoutFallback(string(content, 'body'));
  const name = string(content, 'filename');
  return { body: name === '' || name === body ? body : `${name}\n${body}`, kind };
}

function pollFound(clear: ClearEvent): Searchable | null {
  const poll = pollOf(clear);
  return poll && { body: pollWords(poll), kind: 'text' };
}

/** Words that stand for a property of a message, in a column of their own. */
export const facet = {
  room: (room: number): string => `room${room}`,
  sender: (userId: UserId): string => `from${createHash('sha256').update(userId).digest('hex').slice(0, 16)}`,
  kind: (kind: SearchKind): string => `kind${kind}`,
  link: 'haslink',
};

const link = /\bhttps?:\/\//iu;

export const facetsOf = (room: number, sender: UserId, { body, kind }: Searchable): string =>
  [facet.room(room), facet.sender(sender), facet.kind(kind), ...(link.test(body) ? [facet.link] : [])].join(' ');
