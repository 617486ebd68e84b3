import { describe, expect, it } from 'vitest';
import type { UserId } from '../../preload/contract/index.ts';
import { build, messages, only } from '../../test/craft/drawn.ts';
import * as craft from '../../test/craft/index.ts';
import type { Json, JsonObject } from '../records/index.ts';

const { alice, bob, carol, edit, event, morning, reaction, text } = craft;

describe('11.5 event replacements', () => {
  const original = event({ content: text('un') });

  it('shows the newest by origin time; of equal ones the greatest id', () => {
    const at = original.sentAt;
    const relations = [
      edit(original, 'trois', { at: at + 9, id: '$b' }),
      edit(original, 'deux', { at: at + 5 }),
      edit(original, 'autre', { at: at + 9, id: '$a' }),
    ];
    expect(only(build([original], { relations }))).toMatchObject({ content: { body: 'trois' }, edited: true });
  });

  it('ignores an edit by another sender, of another type, without new content, redacted, or of a redacted event', () => {
    const target = { 'm.relates_to': { rel_type: 'm.replace', event_id: original.eventId } };
    const relations = [
      edit(original, 'forgé', { sender: carol }),
      event({ sender: bob, type: 'm.sticker', content: { ...target, body: 'x', 'm.new_content': text('x') } }),
      event({ sender: bob, content: { ...text('x'), ...target, 'm.new_content': 'x' } }),
      edit(original, 'effacé', { redactedBy: bob }),
    ];
    expect(only(build([original], { relations }))).toMatchObject({ content: { body: 'un' }, edited: false });
    const gone = event({ id: '$gone', redactedBy: bob });
    expect(only(build([gone], { relations: [edit(gone, 'revenu')] })).content.kind).toBe('redacted');
  });

  it('ignores an edit of an edit, and one that is itself a row of nothing', () => {
    const first = edit(original, 'deux');
    expect(only(build([original], { relations: [first, edit(first, 'trois')] }))).toMatchObject({ content: { body: 'deux' } });
    expect(build([first])).toEqual([]);
  });

  it('reads an encrypted edit from its clear content, and refuses a clear edit of an encrypted message', () => {
    const secret = craft.readable(text('un'));
    const content = {
      ...text('* deux'),
      'm.new_content': text('deux'),
      'm.relates_to': { rel_type: 'm.replace', event_id: secret.eventId },
    };
    expect(only(build([secret], { relations: [craft.readable(content)] }))).toMatchObject({ content: { body: 'deux' }, edited: true });
    expect(only(build([secret], { relations: [edit(secret, 'en clair')] }))).toMatchObject({ content: { body: 'un' }, edited: false });
    const unread = event({ content, decryption: { status: 'failed', sessionId: 's', reason: 'waiting' } });
    expect(only(build([secret], { relations: [unread] }))).toMatchObject({ content: { body: 'un' }, edited: false });
  });
});

describe('11.7 annotations', () => {
  it('counts one for each sender and key, in the order of the keys', () => {
    const target = event();
    const mine = reaction(target, '👍', { sender: alice });
    const relations = [reaction(target, '🎉', { sender: carol }), mine, reaction(target, '👍'), reaction(target, '👍')];
    expect(only(build([target], { relations })).reactions).toEqual([
      { key: '🎉', count: 1, own: false, ownRef: null, names: ['Carole Petit'] },
      { key: '👍', count: 2, own: true, ownRef: mine.eventId, names: ['Alice Martin', 'Bob Durand'] },
    ]);
  });

  it('leaves out redacted ones, too long keys, and those that are being taken back', () => {
    const target = event();
    const mine = reaction(target, '👍', { sender: alice });
    const relations = [reaction(target, '👀', { redactedBy: bob }), reaction(target, 'x'.repeat(65)), mine];
    const echoes = [craft.echo('d', { kind: 'redaction', target: mine.eventId, reason: null })];
    expect(only(build([target], { relations, echoes })).reactions).toEqual([]);
  });

  it('shows at most fifty keys and ten names', () => {
    const target = event();
    const many = Array.from({ length: 80 }, (_, i) => reaction(target, `k${i}`));
    const fans = Array.from({ length: 30 }, (_, i) => reaction(target, 'k0', { sender: `@fan${i}:x` as UserId }));
    const { reactions } = only(build([target], { relations: [...many, ...fans] }));
    expect(reactions).toHaveLength(50);
    expect(reactions[0]).toMatchObject({ count: 31 });
    expect(reactions[0]?.names).toHaveLength(10);
  });
});

describe('11.3 rich replies', () => {
  const answer = (target: string): JsonObject => ({ ...text('Oui'), 'm.relates_to': { 'm.in_reply_to': { event_id: target } } });

  it('tells whom it answers, with the text as it stands now', () => {
    const asked = event({ content: text('Tu viens\n demain ?') });
    const reply = event({ content: answer(asked.eventId), sender: carol });
    const [, drawn] = messages(build([asked, reply], { relations: [edit(asked, 'Tu viens  lundi ?')] }));
    expect(drawn?.replyTo).toEqual({
      eventId: asked.eventId,
      senderName: 'Bob Durand',
      excerpt: { kind: 'text', text: 'Tu viens lundi ?' },
    });
  });

  it('finds the answered message outside of the window, or tells only its id', () => {
    const old = event({ content: text('Ancien') });
    const reply = event({ content: answer(old.eventId) });
    expect(only(build([reply], { replyTargets: new Map([[old.eventId, old]]) })).replyTo).toMatchObject({ excerpt: { text: 'Ancien' } });
    expect(only(build([reply])).replyTo).toEqual({ eventId: old.eventId, senderName: null, excerpt: null });
    expect(only(build([event({ content: answer('not an id') })])).replyTo).toBeNull();
  });

  it('says of an answered message that it is deleted, where it was', () => {
    const gone = event({ redactedBy: bob });
    const reply = event({ content: answer(gone.eventId) });
    expect(messages(build([gone, reply])).at(-1)?.replyTo).toMatchObject({
      senderName: 'Bob Durand',
      excerpt: { kind: 'redacted', text: '' },
    });
  });
});

describe('11.8 receipts', () => {
  it('stands on the newest row read, one for each member, never the own one nor the sender’s', () => {
    const [a, b] = [event(), event({ sender: carol })];
    const receipts = [craft.receipt(bob, b), craft.receipt(carol, b), craft.receipt(alice, b), craft.receipt(bob, a, morning - 1)];
    expect(messages(build([a, b], { receipts })).map((item) => item.readBy.map(({ name }) => name))).toEqual([[], ['Bob Durand']]);
  });

  it('moves from an edit or reaction to the nearest row before, and on to what the member wrote later', () => {
    const [a, later] = [event({ sender: alice }), event({ sender: alice })];
    const thumbs = reaction(a, '👍', { at: a.sentAt + 1 });
    expect(
      messages(build([a, later], { relations: [thumbs], receipts: [craft.receipt(bob, thumbs)] })).map((item) => item.readByCount),
    ).toEqual([1, 0]);
    const wrote = event({ sender: bob });
    expect(messages(build([a, wrote], { receipts: [craft.receipt(bob, a)] })).map((item) => item.readByCount)).toEqual([0, 0]);
  });

  it('names ten readers, newest first, and counts all', () => {
    const row = event({ sender: alice });
    const receipts = Array.from({ length: 25 }, (_, i) => craft.receipt(`@r${i}:x` as UserId, row, morning + i));
    const { readBy, readByCount } = only(build([row], { receipts }));
    expect(readByCount).toBe(25);
    expect(readBy.map(({ userId }) => userId)).toEqual(Array.from({ length: 10 }, (_, i) => `@r${24 - i}:x`));
  });
});

describe('names, mentions, trust', () => {
  it('11.2.2.3 tells members apart who share a name', () => {
    const profiles = new Map(
      [craft.profile(bob, 'Jean Martin'), craft.profile(carol, ' jean\u200B martin')].map((one) => [one.userId, one]),
    );
    const [first, second] = messages(build([event({ sender: bob }), event({ sender: carol })], { profiles }));
    expect([first?.sender.name, second?.sender.name]).toEqual([`Jean Martin (${bob})`, `jean martin (${carol})`]);
  });

  it('11.38 m.mentions: by id or of the room, never by oneself', () => {
    const mention = (mentions: Json, sender = bob) =>
      only(build([event({ sender, content: { ...text('x'), 'm.mentions': mentions } })])).mentionsMe;
    expect(mention({ user_ids: [alice] })).toBe(true);
    expect(mention({ room: true })).toBe(true);
    expect(mention({ user_ids: [carol] })).toBe(false);
    expect(mention({ user_ids: [alice] }, alice)).toBe(false);
    expect(mention('x')).toBe(false);
  });

  it('marks what was sent in clear after encryption began', () => {
    const begin = event({ type: 'm.room.encryption', stateKey: '', content: { algorithm: 'm.megolm.v1.aes-sha2' } });
    const [before, after] = [event(), event()];
    const shields = (events: (typeof before)[], more = {}) =>
      messages(build(events, { encrypted: true, ...more })).map(({ shield }) => shield?.reason ?? null);
    expect(shields([before, begin, after, craft.readable(text('x'))])).toEqual([null, 'sent-in-clear', null]);
    expect(shields([after])).toEqual(['sent-in-clear']);
    expect(shields([], { runs: [[before], [after]] })).toEqual([null, 'sent-in-clear']);
    expect(shields([after], { encrypted: false })).toEqual([null]);
  });

  it('shows the shield of decryption, and why an event cannot be read', () => {
    const shield = { colour: 'grey', reason: 'unsigned-device' } as const;
    const known = event({ decryption: { status: 'ok', clear: { type: 'm.room.message', content: text('x') }, shield } });
    expect(only(build([known])).shield).toEqual(shield);
    expect(only(build([event({ decryption: { status: 'pending', sessionId: 's' } })])).content).toEqual({
      kind: 'undecryptable',
      reason: 'waiting',
    });
    const lost = event({ decryption: { status: 'failed', sessionId: 's', reason: 'before-join' } });
    expect(only(build([lost])).content).toEqual({ kind: 'undecryptable', reason: 'before-join' });
  });
});
