import type { Outgoing } from '../../../preload/contract/index.ts';
import { pollStartContent, pollTypes, type EventRecord, type JsonObject } from '../../records/index.ts';
import { isObject } from '../http/index.ts';

/** An event to send, in clear. */
export interface ClearContent {
  type: string;
  content: JsonObject;
}
type Text = Extract<Outgoing, { kind: 'text' }>;
type Edit = Extract<Outgoing, { kind: 'edit' }>;
type Poll = Extract<Outgoing, { kind: 'poll' }>;
type Attachment = Extract<Outgoing, { kind: 'attachment' }>;

const msgtypes = { text: 'm.text', emote: 'm.emote', notice: 'm.notice' } as const;

/** Users whose link stands in the HTML (spec: user and room mentions; matrix.to and `matrix:` URIs). */
function linkedIn(html: unknown): string[] {
  if (typeof html !== 'string') return [];
  const links = /href="(?:https:\/\/matrix\.to\/#\/((?:@|%40)[^"/?]+)|matrix:u\/([^"/?]+))[^"]*"/giu;
  return [...html.matchAll(links)].map(([, matrixTo, uri]) => decoded(matrixTo ?? `@${uri ?? ''}`).replaceAll('&amp;', '&'));
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}

/** `m.mentions` (spec 11.37): always there, so that servers do not guess from the text. */
function mentionsOf(users: Iterable<string>, room: boolean): JsonObject {
  const unique = [...new Set(users)];
  return { ...(unique.length === 0 ? {} : { user_ids: unique }), ...(room ? { room: true } : {}) };
}

const mentionsIn = ({ mentions }: Pick<Text, 'mentions'>, answered: string | null): JsonObject =>
  mentionsOf([...(mentions?.userIds ?? []), ...(answered === null ? [] : [answered])], mentions?.room ?? false);

function formatted(body: string, html: string | null): JsonObject {
  return html === null ? { body } : { body, format: 'org.matrix.custom.html', formatted_body: html };
}

/** Answers (spec 11.3) and threads (11.25): in a thread, what answers nothing falls back to its newest message. */
function relation({ replyTo, thread }: Pick<Text, 'replyTo' | 'thread'>): JsonObject {
  const answer = replyTo === null ? {} : { 'm.in_reply_to': { event_id: replyTo } };
  if (thread === undefined || thread === null) return replyTo === null ? {} : { 'm.relates_to': answer };
  const fallback = { is_falling_back: replyTo === null, 'm.in_reply_to': { event_id: replyTo ?? thread.latest } };
  return { 'm.relates_to': { rel_type: 'm.thread', event_id: thread.root, ...fallback } };
}

/** `answered`: sender of the message that is answered, who is mentioned by it; null when unknown or ourselves. */
export function textContent(text: Text, answered: string | null): ClearContent {
  const content = { msgtype: msgtypes[text.style], ...formatted(text.body, text.html), ...relation(text) };
  return { type: 'm.room.message', content: { ...content, 'm.mentions': mentionsIn(text, answered) } };
}

/** An attachment's content (made by the uploader) with its formatted caption and what it answers. */
export function attachmentContent(uploaded: JsonObject, sent: Attachment, answered: string | null): ClearContent {
  const html = sent.captionHtml ?? null;
  const caption = html === null ? {} : { format: 'org.matrix.custom.html', formatted_body: html };
  return { type: 'm.room.message', content: { ...uploaded, ...caption, ...relation(sent), 'm.mentions': mentionsIn(sent, answered) } };
}

/** Content of an event as it can be read now, or null. */
const readable = (event: EventRecord): JsonObject | null => {
  if (event.decryption.status === 'ok') return event.decryption.clear.content;
  return event.decryption.status === 'none' ? event.content : null;
};

/**
 * Replaces the text of a message (spec 11.27): the kind of message stays, who was mentioned by being
 * answered stays mentioned, and only people who are newly mentioned are notified. `target` is null
 * when it is not kept here.
 */
export function editContent(edit: Edit, target: EventRecord | null): ClearContent {
  const before = (target && readable(target)) ?? {};
  const msgtype = before['msgtype'] === 'm.emote' || before['msgtype'] === 'm.notice' ? before['msgtype'] : 'm.text';
  const known = mentionedBefore(before);
  const linked = linkedIn(before['formatted_body']);
  const users = [...(edit.mentions?.userIds ?? []), ...known.users.filter((user) => !linked.includes(user))];
  const room = edit.mentions?.room ?? false;
  const fresh = users.filter((user) => !known.users.includes(user));
  return {
    type: 'm.room.message',
    content: {
      msgtype,
      ...formatted(`* ${edit.body}`, edit.html === null ? null : `* ${edit.html}`),
      'm.mentions': mentionsOf(fresh, room && !known.room),
      'm.new_content': { msgtype, ...formatted(edit.body, edit.html), 'm.mentions': mentionsOf(users, room) },
      'm.relates_to': { rel_type: 'm.replace', event_id: edit.target },
    },
  };
}

function mentionedBefore(content: JsonObject): { users: string[]; room: boolean } {
  const before = isObject(content['m.mentions']) ? content['m.mentions'] : {};
  const users = Array.isArray(before['user_ids']) ? before['user_ids'] : [];
  return { users: users.filter((user) => typeof user === 'string'), room: before['room'] === true };
}

export function reactionContent(target: string, key: string): ClearContent {
  return { type: 'm.reaction', content: { 'm.relates_to': { rel_type: 'm.annotation', event_id: target, key } } };
}

/** A poll (MSC3381) with its words for clients that know none. */
export const pollContent = (poll: Poll): ClearContent => ({
  type: pollTypes.start,
  content: { ...pollStartContent(poll), ...relation(poll), 'm.mentions': {} },
});

const aboutPoll = (target: string): JsonObject => ({ 'm.relates_to': { rel_type: 'm.reference', event_id: target } });

export const voteContent = (target: string, answers: string[]): ClearContent => ({
  type: pollTypes.response,
  content: { ...aboutPoll(target), [pollTypes.response]: { answers } },
});

export const pollEndContent = (target: string, body: string): ClearContent => ({
  type: pollTypes.end,
  content: { ...aboutPoll(target), [pollTypes.end]: {}, 'org.matrix.msc1767.text': body },
});
