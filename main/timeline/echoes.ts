import type { MessageContent, MessageItem, MessageRef, UserId } from '../../preload/contract/index.ts';
import { pollOf, pollStartContent, pollTypes, type AttachmentRecord, type EventRecord, type Json } from '../records/index.ts';
import { list, object, text, whole } from './json.ts';
import type { EchoedReaction } from './reactions.ts';
import type { LocalEcho, MediaUrlOf } from './types.ts';

/** What the send queue adds to the conversation before the server has confirmed it. */
export interface EchoIndex {
  /** New messages, in order. */
  messages: LocalEcho[];
  /** By what they are about: an event, or a message that waits itself. */
  edits: Map<MessageRef, LocalEcho>;
  reactions: Map<MessageRef, EchoedReaction[]>;
  /** The newest vote of each poll, and what ends it. */
  votes: Map<MessageRef, LocalEcho>;
  ends: Map<MessageRef, LocalEcho>;
  /** Events that are being redacted: messages, or reactions of ours. */
  redactions: Map<MessageRef, LocalEcho>;
}

/** Sorts the queue of a room; leaves out what has come back by sync. */
export function indexEchoes(echoes: readonly LocalEcho[], isHere: (echo: LocalEcho) => boolean): EchoIndex {
  const index: EchoIndex = {
    messages: [],
    edits: new Map(),
    reactions: new Map(),
    votes: new Map(),
    ends: new Map(),
    redactions: new Map(),
  };
  for (const echo of echoes) {
    const { content, status } = echo.record;
    if (isHere(echo)) continue;
    if (!('target' in content)) index.messages.push(echo);
    else if (content.kind === 'edit') index.edits.set(content.target, echo);
    else if (content.kind === 'vote') index.votes.set(content.target, echo);
    else if (content.kind === 'poll-end') index.ends.set(content.target, echo);
    else if (content.kind === 'redaction') index.redactions.set(content.target, echo);
    else if (status !== 'failed')
      index.reactions.set(content.target, [
        ...(index.reactions.get(content.target) ?? []),
        { key: content.key, transactionId: echo.record.transactionId },
      ]);
  }
  return index;
}

/** Tells whether the event of a queue entry is among the events that were kept. */
export function echoChecker(rows: readonly EventRecord[], relations: readonly EventRecord[], own: UserId): (echo: LocalEcho) => boolean {
  let ids: Set<string> | null = null;
  return ({ record }) => {
    ids ??= idsOf([...rows, ...relations].filter(({ sender }) => sender === own));
    return ids.has(record.transactionId) || (record.eventId !== null && ids.has(record.eventId));
  };
}

function idsOf(events: readonly EventRecord[]): Set<string> {
  return new Set(events.flatMap(({ eventId, transactionId }) => (transactionId === null ? [eventId] : [eventId, transactionId])));
}

/** How far the sending of a message, or of an edit of it, has come. */
export function sendState(echo: LocalEcho): Pick<MessageItem, 'status' | 'failure' | 'transactionId'> {
  const { status, failure, transactionId } = echo.record;
  return {
    status: echo.sending && status === 'queued' ? 'sending' : status,
    failure: status === 'failed' ? (failure ?? 'server') : null,
    transactionId,
  };
}

const unknownEcho: MessageContent = { kind: 'unsupported', eventType: 'm.room.message' };

/** What a queued message will look like. */
export function echoContent({ record, attachment }: LocalEcho, mediaUrl: MediaUrlOf): MessageContent {
  const { content } = record;
  if (content.kind === 'text') return { kind: 'text', style: content.style, body: content.body, html: content.html };
  if (content.kind === 'edit') return { kind: 'text', style: 'text', body: content.body, html: content.html };
  if (content.kind === 'poll') return pollOf({ type: pollTypes.start, content: pollStartContent(content) }) ?? unknownEcho;
  if (content.kind !== 'attachment') return unknownEcho;
  const url = mediaUrl({ kind: 'attachment', attachmentId: content.attachmentId });
  const name = attachment?.name ?? '';
  const mimetype = attachment?.mimetype ?? 'application/octet-stream';
  const common = { name, mimetype, size: attachment?.size ?? null, url, caption: content.caption };
  const dimensions = { width: attachment?.width ?? null, height: attachment?.height ?? null, thumbnail: null };
  const { blurhash, durationMs, waveform } = lookOf(attachment);
  if (mimetype.startsWith('image/')) return { kind: 'image', ...common, ...dimensions, blurhash };
  if (mimetype.startsWith('video/')) return { kind: 'video', ...common, ...dimensions, durationMs };
  if (mimetype.startsWith('audio/')) return { kind: 'audio', ...common, durationMs, voice: waveform && { waveform } };
  return { kind: 'file', ...common };
}

/** What the page saw of a file when it was handed over. */
function lookOf(attachment: AttachmentRecord | null) {
  const kept = object(attachment?.file ? (JSON.parse(attachment.file.info) as Json) : null) ?? {};
  const waveform = list(kept['waveform']).map((level) => whole(level) ?? 0);
  return { blurhash: text(kept['blurhash']), durationMs: whole(kept['durationMs']), waveform: waveform.length > 0 ? waveform : null };
}

export const replyTargetOfEcho = ({ record: { content } }: LocalEcho): MessageRef | null => ('replyTo' in content ? content.replyTo : null);
