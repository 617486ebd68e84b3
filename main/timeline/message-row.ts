import {
  excerptOf,
  type EventId,
  type MessageContent,
  type MessageItem,
  type MessageRef,
  type Shield,
} from '../../preload/contract/index.ts';
import type { ClearEvent, EventRecord } from '../records/index.ts';
import { messageContent } from './content.ts';
import { shownTime } from './days.ts';
import { echoContent, replyTargetOfEcho, sendState } from './echoes.ts';
import { replacementOf } from './edits.ts';
import { cut, list, object } from './json.ts';
import { editsIn, freshPoll, pollIn } from './poll-row.ts';
import { reactionsOf } from './reactions.ts';
import { clearOf } from './relations.ts';
import { nobody } from './receipts.ts';
import type { Scene } from './scene.ts';
import type { LocalEcho } from './types.ts';

const mostReaders = 10;
const inClear: Shield = { colour: 'red', reason: 'sent-in-clear' };

/** Where a row stands among its neighbours. */
export interface RowPlace {
  id: string;
  continued: boolean;
  /** Sent in clear in an encrypted room. */
  sentInClear: boolean;
}

/** All that the row of an event is drawn from. While each of these is the same, so is the row. */
export function rowParts(event: EventRecord, place: RowPlace, scene: Scene): unknown[] {
  const { eventId } = event;
  const { relations, echoes, readers, faces, byId, input } = scene;
  const { replyTo } = scene.factsOf(event);
  const answered = replyTo === null ? undefined : (byId.get(replyTo) ?? input.replyTargets.get(replyTo));
  const reactions = relations.reactions.get(eventId);
  const parts: unknown[] = [
    event,
    place.id,
    place.continued,
    place.sentInClear,
    faces.version,
    faces.senderOf(event.sender),
    readers.get(eventId),
  ];
  parts.push(
    reactions,
    relations.edits.get(eventId),
    input.threads.get(eventId),
    echoes.edits.get(eventId),
    echoes.redactions.get(eventId),
    echoes.reactions.get(eventId),
  );
  const references = relations.references.get(eventId);
  const [vote, end] = [echoes.votes.get(eventId), echoes.ends.get(eventId)];
  if (references || vote || end) parts.push(references, vote, end, input.profiles, input.redactPower);
  if (answered)
    parts.push(
      answered,
      relations.edits.get(answered.eventId),
      echoes.edits.get(answered.eventId),
      echoes.redactions.get(answered.eventId),
    );
  if ((reactions || references) && scene.redacting.size > 0) parts.push(scene.redacting);
  return parts;
}

/** A message that the server has. */
export function messageRow(event: EventRecord, place: RowPlace, scene: Scene): MessageItem {
  const { content, edited, clear } = shownContent(event, scene);
  const pending = pendingOn(event.eventId, scene);
  const readers = scene.readers.get(event.eventId) ?? nobody;
  const gone = content.kind === 'redacted';
  return {
    type: 'message',
    id: place.id,
    eventId: event.eventId,
    sender: scene.faces.senderOf(event.sender),
    origin: scene.options.originOf(event.sender),
    own: event.sender === scene.options.ownUserId,
    sentAt: shownTime(event.sentAt),
    continued: place.continued,
    content,
    edited,
    reactions: gone ? [] : reactionsIn(event.eventId, scene),
    poll: content.kind === 'poll' ? pollIn(event, content, scene) : null,
    replyTo: gone ? null : reply(scene.factsOf(event).replyTo, scene),
    ...(pending ? sendState(pending) : { status: 'sent', failure: null, transactionId: scene.factsOf(event).transactionId }),
    readBy: readers.slice(0, mostReaders).map(scene.faces.senderOf),
    readByCount: readers.length,
    shield: gone ? null : shieldOf(event, place.sentInClear),
    thread: threadIn(event.eventId, scene),
    mentionsMe: !gone && clear !== null && event.sender !== scene.options.ownUserId && mentions(clear, scene.options.ownUserId),
  };
}

/** A message that only exists here, with what was done to it since. */
export function echoRow(echo: LocalEcho, continued: boolean, scene: Scene): MessageItem {
  const ref = echo.record.transactionId;
  const { content, edited } = withEditEcho(echoContent(echo, scene.options.mediaUrl), ref, scene, false);
  return {
    type: 'message',
    id: echo.record.transactionId,
    eventId: null,
    sender: scene.faces.senderOf(scene.options.ownUserId),
    origin: null,
    own: true,
    sentAt: shownTime(echo.record.queuedAt),
    continued,
    content,
    edited,
    reactions: reactionsIn(ref, scene),
    poll: content.kind === 'poll' ? freshPoll(content, ref, scene) : null,
    replyTo: reply(replyTargetOfEcho(echo), scene),
    ...sendState(echo),
    readBy: [],
    readByCount: 0,
    shield: null,
    mentionsMe: false,
    thread: null,
  };
}

/** Stands for an event that could not be drawn. Depends on nothing that could fail. */
export function brokenRow(event: EventRecord, place: RowPlace, scene: Scene): MessageItem {
  return {
    type: 'message',
    id: place.id,
    eventId: event.eventId,
    transactionId: null,
    sender: { userId: event.sender, name: event.sender, avatar: null },
    origin: null,
    own: event.sender === scene.options.ownUserId,
    sentAt: shownTime(event.sentAt),
    continued: place.continued,
    content: { kind: 'unsupported', eventType: cut(event.type, 255) },
    edited: false,
    reactions: [],
    poll: null,
    replyTo: null,
    status: 'sent',
    failure: null,
    readBy: [],
    readByCount: 0,
    shield: null,
    mentionsMe: false,
    thread: null,
  };
}

/** Its number, and what was said last. */
function threadIn(eventId: EventId, scene: Scene): MessageItem['thread'] {
  const thread = scene.input.threads.get(eventId);
  if (!thread) return null;
  const { latest, count, unread } = thread;
  const shown = shownContent(latest, scene).content;
  return {
    count,
    unread,
    latest: { senderName: scene.faces.nameOf(latest.sender), excerpt: excerptOf(shown), sentAt: shownTime(latest.sentAt) },
  };
}

interface Shown {
  content: MessageContent;
  edited: boolean;
  /** What was parsed; null where nothing can be read. */
  clear: ClearEvent | null;
}

/** The content as it stands now: redacted, not readable, edited, or as it was sent. */
function shownContent(event: EventRecord, scene: Scene): Shown {
  if (event.redaction !== null) return { content: redacted(event.redaction, scene), edited: false, clear: null };
  if (scene.redacting.has(event.eventId)) {
    return { content: redacted({ by: scene.options.ownUserId, reason: null }, scene), edited: false, clear: null };
  }
  const clear = clearOf(event);
  if (clear === null) return { content: undecryptable(event), edited: false, clear: null };
  const replacement = replacementOf(event, editsIn(event, clear, scene));
  const source = { roomId: scene.input.roomId, eventId: replacement?.event.eventId ?? event.eventId, mediaUrl: scene.options.mediaUrl };
  const now = replacement?.clear ?? clear;
  const content = messageContent(now, source, scene.factsOf(event).replyTo !== null);
  return { ...withEditEcho(content, event.eventId, scene, replacement !== null), clear: now };
}

/** What is on its way, or failed, that changes a message. */
const pendingOn = (ref: MessageRef, { echoes }: Scene): LocalEcho | undefined =>
  echoes.redactions.get(ref) ?? echoes.edits.get(ref) ?? echoes.ends.get(ref) ?? echoes.votes.get(ref);

/** An edit on its way shows at once; it keeps the style of the message. */
function withEditEcho(content: MessageContent, target: MessageRef, scene: Scene, edited: boolean): Pick<Shown, 'content' | 'edited'> {
  const echo = scene.echoes.edits.get(target);
  if (!echo || content.kind !== 'text') return { content, edited };
  const shown = echoContent(echo, scene.options.mediaUrl);
  return { content: shown.kind === 'text' ? { ...shown, style: content.style } : content, edited: true };
}

function redacted(redaction: NonNullable<EventRecord['redaction']>, scene: Scene): MessageContent {
  return {
    kind: 'redacted',
    byName: scene.faces.nameOf(redaction.by),
    reason: redaction.reason === null ? null : cut(redaction.reason, 1000),
  };
}

function undecryptable({ decryption, type }: EventRecord): MessageContent {
  if (decryption.status === 'failed') return { kind: 'undecryptable', reason: decryption.reason };
  return decryption.status === 'pending'
    ? { kind: 'undecryptable', reason: 'waiting' }
    : { kind: 'unsupported', eventType: cut(type, 255) };
}

function reactionsIn(target: MessageRef, { relations, echoes, redacting, options, faces }: Scene): MessageItem['reactions'] {
  const kept = relations.reactions.get(target as EventId);
  return reactionsOf(kept, echoes.reactions.get(target), redacting, options.ownUserId, faces.nameOf);
}

function reply(target: MessageRef | null, scene: Scene): MessageItem['replyTo'] {
  if (target === null) return null;
  const echo = scene.echoes.messages.find(({ record }) => record.transactionId === target);
  if (echo) return replyToEcho(target, echo, scene);
  const event = scene.byId.get(target as EventId) ?? scene.input.replyTargets.get(target as EventId);
  if (!event) return { eventId: target, senderName: null, excerpt: null };
  return { eventId: target, senderName: scene.faces.nameOf(event.sender), excerpt: excerptOf(shownContent(event, scene).content) };
}

function replyToEcho(target: MessageRef, echo: LocalEcho, scene: Scene): MessageItem['replyTo'] {
  const { content } = withEditEcho(echoContent(echo, scene.options.mediaUrl), target, scene, false);
  return { eventId: target, senderName: scene.faces.nameOf(scene.options.ownUserId), excerpt: excerptOf(content) };
}

function shieldOf({ decryption }: EventRecord, sentInClear: boolean): Shield | null {
  if (decryption.status === 'ok') return decryption.shield;
  return decryption.status === 'none' && sentInClear ? inClear : null;
}

/** Intentional mentions (spec 11.38, `m.mentions`). */
function mentions({ content }: ClearEvent, own: string): boolean {
  const mentioned = object(content['m.mentions']);
  return mentioned !== null && (mentioned['room'] === true || list(mentioned['user_ids']).includes(own));
}
