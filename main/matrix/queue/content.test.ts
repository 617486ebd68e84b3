import { describe, expect, it } from 'vitest';
import { eventId } from '../../../preload/contract/index.ts';
import * as v from 'valibot';
import type { EventRecord } from '../../records/index.ts';
import { attachmentContent, editContent, mentionedIn, textContent } from './content.ts';

const target = v.parse(eventId, '$question');

describe('what is sent', () => {
  it('mentions nobody unless told, so that servers do not guess from the text', () => {
    const { content } = textContent({ kind: 'text', style: 'text', body: 'bonjour @alice', html: null, replyTo: null }, null);
    expect(content).toEqual({ msgtype: 'm.text', body: 'bonjour @alice', 'm.mentions': {} });
  });

  it('mentions those whose link stands in the text, each once, and the author that is answered', () => {
    const html = '<a href="https://matrix.to/#/@alice:a.fr">Alice</a> <a href="https://matrix.to/#/%40alice%3Aa.fr">A</a>';
    const { content } = textContent({ kind: 'text', style: 'text', body: 'Alice', html, replyTo: target }, '@bob:b.fr');
    expect(content['m.mentions']).toEqual({ user_ids: ['@alice:a.fr', '@bob:b.fr'] });
    expect(content['m.relates_to']).toEqual({ 'm.in_reply_to': { event_id: '$question' } });
  });

  it('does not take rooms, events or broken links for people', () => {
    const html =
      '<a href="https://matrix.to/#/!room:a.fr">x</a><a href="https://matrix.to/#/%">x</a><a href="https://matrix.to/#/@nobody">x</a>';
    expect(mentionedIn(html)).toEqual([]);
    expect(mentionedIn('<a href="matrix:u/alice:a.fr?action=chat">A</a>')).toEqual(['@alice:a.fr']);
  });

  it('keeps the kind of a message that is edited and notifies only new people', () => {
    const html = '<a href="https://matrix.to/#/@alice:a.fr">A</a> <a href="https://matrix.to/#/@carol:a.fr">C</a>';
    const clear = { type: 'm.room.message', content: { msgtype: 'm.emote', body: 'x', 'm.mentions': { user_ids: ['@alice:a.fr'] } } };
    const before = { content: {}, decryption: { status: 'ok', clear, shield: null } } as unknown as EventRecord;
    const { content } = editContent({ kind: 'edit', target, body: 'A C', html }, before);
    expect(content['m.mentions']).toEqual({ user_ids: ['@carol:a.fr'] });
    expect(content['m.new_content']).toMatchObject({ msgtype: 'm.emote', 'm.mentions': { user_ids: ['@alice:a.fr', '@carol:a.fr'] } });
    expect(content['body']).toBe('* A C');
  });

  it('lets a file answer a message', () => {
    const { content } = attachmentContent({ msgtype: 'm.file', body: 'note.pdf', url: 'mxc://a/b' }, target, '@bob:b.fr');
    expect(content).toMatchObject({ url: 'mxc://a/b', 'm.mentions': { user_ids: ['@bob:b.fr'] } });
  });
});
