import { excerptOf, type MessageItem, type Outgoing, type TimelineItem, type TransactionId } from '../../preload/contract/index.ts';

/** As main draws it (`main/timeline`): messages of one sender closer than this stand under one head, in milliseconds. */
const closeMs = 5 * 60_000;

type Quote = MessageItem['replyTo'];

/**
 * A text as it will stand at the end of `rows` once main has queued it, under the id that main's own
 * row will have. Null for what only main can draw: files, and what is about another message.
 */
export function echoOf(
  content: Outgoing,
  transactionId: TransactionId,
  rows: readonly TimelineItem[],
  sender: MessageItem['sender'],
): MessageItem | null {
  if (content.kind !== 'text' || content.thread) return null;
  const sentAt = Date.now();
  const above = rows.at(-1);
  return {
    type: 'message',
    id: transactionId,
    eventId: null,
    transactionId,
    // Members may bear another name in a room: main's own row of the agent knows it.
    sender: rows.findLast((row): row is MessageItem => row.type === 'message' && row.own)?.sender ?? sender,
    origin: null,
    own: true,
    sentAt,
    continued: above?.type === 'message' && above.own && Math.abs(sentAt - above.sentAt) < closeMs,
    content: { kind: 'text', style: content.style, body: content.body, html: content.html },
    edited: false,
    reactions: [],
    poll: null,
    replyTo: quoteOf(content.replyTo, rows),
    status: 'queued',
    failure: null,
    readBy: [],
    readByCount: 0,
    shield: null,
    mentionsMe: false,
    thread: null,
  };
}

function quoteOf(target: Extract<Outgoing, { kind: 'text' }>['replyTo'], rows: readonly TimelineItem[]): Quote {
  if (target === null) return null;
  const row = rows.find((one) => one.type === 'message' && (one.eventId === target || one.transactionId === target));
  if (row?.type !== 'message') return { eventId: target, senderName: null, excerpt: null };
  return { eventId: target, senderName: row.sender.name, excerpt: excerptOf(row.content) };
}
