import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { attachmentId, eventId, userId, type Mentions } from '../../../preload/contract/index.ts';
import type { EventRecord } from '../../records/index.ts';
import { attachmentContent, editContent, textContent } from './content.ts';

const target = v.parse(eventId, '$question');
const thread = { root: v.parse(eventId, '$root'), latest: v.parse(eventId, '$latest') };
const [alice, carol] = ['@alice:a.fr', '@carol:a.fr'].map((id) => v.parse(userId, id));
const plain = { kind: 'text', style: 'text', body: 'bonjour @alice', html: null, replyTo: null } as const;
const named = (...userIds: (typeof alice)[]): Mentions => ({ userIds: userIds.filter((id) => id !== undefined), room: false });
const stored = (content: object): EventRecord =>
  ({ content: {}, decryption: { status: 'ok', clear: { type: 'm.room.message', content }, shield: null } }) as unknown as EventRecord;

describe('11.37 user and room mentions', () => {
  it('mentions nobody unless told, so that servers do not guess from the text', () => {
    expect(textContent(plain, null).content).toEqual({ msgtype: 'm.text', body: 'bonjour @alice', 'm.mentions': {} });
  });

  it('mentions whom the agent named, each once, the author that is answered, and the room', () => {
    const { content } = textContent({ ...plain, replyTo: target, mentions: { ...named(alice, alice), room: true } }, '@bob:b.fr');
    expect(content['m.mentions']).toEqual({ user_ids: ['@alice:a.fr', '@bob:b.fr'], room: true });
    expect(content['m.relates_to']).toEqual({ 'm.in_reply_to': { event_id: '$question' } });
  });

  it('an edit notifies only new people, and keeps who is answered', () => {
    const before = stored({
      msgtype: 'm.emote',
      body: 'x',
      formatted_body: '<a href="https://matrix.to/#/%40alice%3Aa.fr">A</a>',
      'm.mentions': { user_ids: ['@alice:a.fr', '@bob:b.fr'], room: true },
    });
    const { content } = editContent({ kind: 'edit', target, body: 'C', html: null, mentions: { ...named(carol), room: true } }, before);
    expect(content['m.mentions']).toEqual({ user_ids: ['@carol:a.fr'] });
    expect(content['m.new_content']).toMatchObject({ 'm.mentions': { user_ids: ['@carol:a.fr', '@bob:b.fr'], room: true } });
  });
});

describe('11.27 event replacements', () => {
  it('keep the kind of message, with a fallback for clients that know none', () => {
    const { content } = editContent({ kind: 'edit', target, body: 'A', html: '<b>A</b>' }, stored({ msgtype: 'm.notice', body: 'x' }));
    expect(content).toMatchObject({ msgtype: 'm.notice', body: '* A', formatted_body: '* <b>A</b>' });
    expect(content['m.new_content']).toMatchObject({ msgtype: 'm.notice', body: 'A', formatted_body: '<b>A</b>' });
  });
});

describe('11.25 threads', () => {
  it('a message falls back to the newest one, an answer in a thread is an answer', () => {
    const fallback = { 'm.in_reply_to': { event_id: '$latest' }, is_falling_back: true };
    expect(textContent({ ...plain, thread }, null).content['m.relates_to']).toEqual({
      rel_type: 'm.thread',
      event_id: '$root',
      ...fallback,
    });
    expect(textContent({ ...plain, thread, replyTo: target }, null).content['m.relates_to']).toEqual({
      rel_type: 'm.thread',
      event_id: '$root',
      'm.in_reply_to': { event_id: '$question' },
      is_falling_back: false,
    });
  });
});

describe('11.2.1 media captions', () => {
  it('a file answers a message, and its caption has a format of its own', () => {
    const sent = { kind: 'attachment', attachmentId: v.parse(attachmentId, 'a'), caption: 'vu', captionHtml: '<b>vu</b>' } as const;
    const uploaded = { msgtype: 'm.file', body: 'vu', filename: 'note.pdf', url: 'mxc://a/b' };
    const { content } = attachmentContent(uploaded, { ...sent, replyTo: target }, '@bob:b.fr');
    expect(content).toMatchObject({ url: 'mxc://a/b', formatted_body: '<b>vu</b>', 'm.mentions': { user_ids: ['@bob:b.fr'] } });
  });
});
