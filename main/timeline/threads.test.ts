import { expect, it } from 'vitest';
import type { EventId } from '../../preload/contract/index.ts';
import { bodies, build, messages } from '../../test/craft/drawn.ts';
import { event, input, options, text } from '../../test/craft/index.ts';
import type { JsonObject } from '../records/index.ts';
import { buildTimeline } from './builder.ts';

const inThread = (root: string, body: string, more: JsonObject = {}) =>
  event({ content: { ...text(body), 'm.relates_to': { rel_type: 'm.thread', event_id: root, ...more } } });
const root = event({ id: '$root', content: text('Sujet') });

it('spec 11.25: messages of a thread have no row in the conversation, and its first one tells of them', () => {
  const replies = [inThread('$root', 'un'), inThread('$root', 'deux')];
  const last = replies[1];
  if (!last) throw new Error('no reply');
  const threads = new Map([[root.eventId, { count: 2, latest: last, unread: 1 }]]);
  const items = build([root, ...replies, event({ content: text('autre chose') })], { threads });
  expect(bodies(items)).toEqual(['Sujet', 'autre chose']);
  expect(messages(items)[0]?.thread).toMatchObject({
    count: 2,
    unread: 1,
    latest: { senderName: 'Bob Durand', excerpt: { kind: 'text', text: 'deux' } },
  });
});

it('spec 11.25: a thread shows its own messages, its first one and no others', () => {
  const events = [root, inThread('$root', 'un'), inThread('$other', 'ailleurs')];
  expect(bodies(buildTimeline(input(events), { ...options, thread: '$root' as EventId }))).toEqual(['Sujet', 'un']);
});

it('spec 11.25.1: the fallback of a thread for other clients is no answer; an answer within it is one', () => {
  const first = inThread('$root', 'un', { is_falling_back: true, 'm.in_reply_to': { event_id: '$root' } });
  const answer = inThread('$root', 'deux', { is_falling_back: false, 'm.in_reply_to': { event_id: first.eventId } });
  const rows = messages(buildTimeline(input([root, first, answer]), { ...options, thread: '$root' as EventId }));
  expect(rows.map(({ replyTo }) => replyTo?.eventId ?? null)).toEqual([null, null, first.eventId]);
});

it('spec 11.25: state, redacted relations and threads of themselves take nothing out of the conversation', () => {
  const self = event({ id: '$self', content: { ...text('moi'), 'm.relates_to': { rel_type: 'm.thread', event_id: '$self' } } });
  const malformed = event({ content: { ...text('mal'), 'm.relates_to': { rel_type: 'm.thread', event_id: 7 } } });
  expect(bodies(build([self, malformed]))).toEqual(['moi', 'mal']);
});
