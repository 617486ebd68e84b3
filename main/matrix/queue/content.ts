import type { Outgoing } from '../../../preload/contract/index.ts';
import type { EventRecord, JsonObject } from '../../records/index.ts';
import { isObject } from '../http/index.ts';

/** An event to send, in clear. */
export interface ClearContent {
  type: string;
  content: JsonObject;
}
type Text = Extract<Outgoing, { kind: 'text' }>;
type Edit = Extract<Outgoing, { kind: 'edit' }>;

const msgtypes = { text: 'm.text', emote: 'm.emote', notice: 'm.notice' } as const;

/** Users whose link stands in the HTML (spec: user and room mentions; matrix.to and `matrix:` URIs). */
export function mentionedIn(html: string | null): string[] {
  const found = new Set<string>();
  const links = /href="(?:https:\/\/matrix\.to\/#\/((?:@|%40)[^"/?]+)|matrix:u\/([^"/?]+))[^"]*"/giu;
  for (const [, matrixTo, uri] of (html ?? '').matchAll(links)) {
    const user = decoded(matrixTo ?? `@${uri ?? ''}`).replaceAll('&amp;', '&');
    if (/^@[^:\s]*:\S+$/u.test(user) && user.length <= 255) found.add(user);
  }
  return [...found];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}

const mentions = (users: Iterable<string>): JsonObject => {
  const unique = [...new Set(users)];
  return unique.length === 0 ? {} : { user_ids: unique };
};

function formatted(body: string, html: string | null): JsonObject {
  return html === null ? { body } : { body, format: 'org.matrix.custom.html', formatted_body: html };
}

function replyRelation(replyTo: string | null): JsonObject {
  return replyTo === null ? {} : { 'm.relates_to': { 'm.in_reply_to': { event_id: replyTo } } };
}

/** `answered`: sender of the message that is answered, who is mentioned by it; null when unknown or ourselves. */
export function textContent(text: Text, answered: string | null): ClearContent {
  const users = [...mentionedIn(text.html), ...(answered === null ? [] : [answered])];
  const content = { msgtype: msgtypes[text.style], ...formatted(text.body, text.html), ...replyRelation(text.replyTo) };
  return { type: 'm.room.message', content: { ...content, 'm.mentions': mentions(users) } };
}

/** An attachment's content (made by the uploader) with what it answers. */
export function attachmentContent(uploaded: JsonObject, replyTo: string | null, answered: string | null): ClearContent {
  const content = { ...uploaded, ...replyRelation(replyTo), 'm.mentions': mentions(answered === null ? [] : [answered]) };
  return { type: 'm.room.message', content };
}

/** Content of an event as it can be read now, or null. */
const readable = (event: EventRecord): JsonObject | null => {
  if (event.decryption.status === 'ok') return event.decryption.clear.content;
  return event.decryption.status === 'none' ? event.content : null;
};

/**
 * Replaces the text of a message (spec 11.27): the kind of message stays, and only people who are
 * newly mentioned are notified. `target` is null when it is not kept here.
 */
export function editContent(edit: Edit, target: EventRecord | null): ClearContent {
  const before = (target && readable(target)) ?? {};
  const msgtype = before['msgtype'] === 'm.emote' || before['msgtype'] === 'm.notice' ? before['msgtype'] : 'm.text';
  const users = mentionedIn(edit.html);
  const known = mentionedBefore(before);
  return {
    type: 'm.room.message',
    content: {
      msgtype,
      ...formatted(`* ${edit.body}`, edit.html === null ? null : `* ${edit.html}`),
      'm.mentions': mentions(users.filter((user) => !known.includes(user))),
      'm.new_content': { msgtype, ...formatted(edit.body, edit.html), 'm.mentions': mentions(users) },
      'm.relates_to': { rel_type: 'm.replace', event_id: edit.target },
    },
  };
}

function mentionedBefore(content: JsonObject): unknown[] {
  const before = content['m.mentions'];
  const users = isObject(before) ? before['user_ids'] : undefined;
  return Array.isArray(users) ? users : [];
}

export function reactionContent(target: string, key: string): ClearContent {
  return { type: 'm.reaction', content: { 'm.relates_to': { rel_type: 'm.annotation', event_id: target, key } } };
}
