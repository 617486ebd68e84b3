import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { timelineItem, type EventId, type MessageItem, type TimelineItem, type UserId } from '../../preload/contract/index.ts';
import { applyDiffs } from '../../preload/wire/index.ts';
import * as craft from '../../test/craft/index.ts';
import type { Json, JsonObject } from '../records/index.ts';
import { buildTimeline } from './builder.ts';
import { TimelineController } from './controller.ts';

const { alice, bob, carol, edit, event, input, minute, morning, options, reaction, text } = craft;
const build = (...args: Parameters<typeof input>): TimelineItem[] => buildTimeline(input(...args), options);
const messages = (items: readonly TimelineItem[]): MessageItem[] => items.filter((item) => item.type === 'message');
const only = (items: readonly TimelineItem[]): MessageItem => {
  const [message, ...others] = messages(items);
  expect(others).toEqual([]);
  return message as MessageItem;
};
const types = (items: readonly TimelineItem[]): string[] => items.map((item) => item.type);
const bodies = (items: readonly TimelineItem[]): unknown[] =>
  messages(items).map(({ content }) => ('body' in content ? content.body : content.kind));

describe('regions and dividers', () => {
  it('start, days by local midnight, remote events, local echoes', () => {
    // 22:59 and 23:01 UTC: a new day in Paris, not in London.
    const late = event({ at: Date.UTC(2026, 10, 23, 22, 59) });
    const next = event({ at: Date.UTC(2026, 10, 23, 23, 1) });
    const queued = craft.echo(
      't1',
      { kind: 'text', style: 'text', body: 'À demain', html: null, replyTo: null },
      { queuedAt: next.sentAt + minute },
    );
    const more = { before: 'start', echoes: [queued] } as const;
    expect(types(build([late, next], more))).toEqual(['start', 'day', 'message', 'day', 'message', 'message']);
    const london = buildTimeline(input([late, next], more), { ...options, timeZone: 'Europe/London' });
    expect(types(london)).toEqual(['start', 'day', 'message', 'message', 'message']);
  });

  it('ids stay unique when days go back and forth', () => {
    const day = 24 * 60 * minute;
    const items = build([event({ at: morning }), event({ at: morning - day }), event({ at: morning }), event({ at: 0 })]);
    expect(new Set(items.map((item) => item.id)).size).toBe(items.length);
  });

  it('shows a gap between runs', () => {
    const [a, b] = [event(), event()];
    expect(types(build([], { runs: [[a], [b]] }))).toEqual(['day', 'message', 'gap', 'message']);
  });

  it('continues a head for the same sender within five minutes, and never across a line', () => {
    const at = (offset: number, sender = bob) => event({ at: morning + offset, sender });
    const run = [at(0), at(minute), at(2 * minute, carol), at(8 * minute, carol), at(9 * minute, carol)];
    expect(messages(build(run)).map((item) => item.continued)).toEqual([false, true, false, false, true]);
    expect(messages(build(run, { unreadAfter: run[0]?.eventId ?? null })).map((item) => item.continued)).toEqual([
      false,
      false,
      false,
      false,
      true,
    ]);
  });
});

describe('unread line', () => {
  const [read, own, unread] = [event(), event({ sender: alice }), event()];

  it('comes before the first message of somebody else after the marker', () => {
    expect(types(build([read, own, unread], { unreadAfter: read.eventId }))).toEqual(['day', 'message', 'message', 'unread', 'message']);
  });

  it('does not come without a message of somebody else', () => {
    expect(types(build([read, own], { unreadAfter: read.eventId }))).not.toContain('unread');
    expect(types(build([read], { unreadAfter: read.eventId }))).not.toContain('unread');
  });
});

describe('local echo', () => {
  const send = { kind: 'text', style: 'text', body: 'Bonjour', html: null, replyTo: null } as const;

  it('keeps its id when it comes back as an event, and is never there twice', () => {
    const controller = new TimelineController(options);
    controller.update(input([event()], { echoes: [craft.echo('t1', send)] }));
    const back = event({ sender: alice, transactionId: 't1', content: text('Bonjour') });
    const first = controller.items[1];
    const diffs = controller.update(
      input([event({ id: (first?.id ?? '') as string }), back], { echoes: [craft.echo('t1', send, { status: 'sent' })] }),
    );
    const item = messages(controller.items).find(({ id }) => id === 't1');
    expect(item).toMatchObject({ eventId: back.eventId, transactionId: 't1', status: 'sent' });
    expect(messages(controller.items)).toHaveLength(2);
    expect(diffs.filter(({ op }) => op === 'remove' || op === 'reset')).toEqual([]);
  });

  it('is known by its event id when the server did not return the transaction id', () => {
    const back = event({ sender: alice, id: '$sent' });
    const items = build([back], { echoes: [craft.echo('t1', send, { status: 'sent', eventId: '$sent' })] });
    expect(only(items).id).toBe('$sent');
  });

  it('another sender cannot take over a row by a transaction id', () => {
    const forged = event({ sender: bob, transactionId: 't1' });
    expect(messages(build([forged], { echoes: [craft.echo('t1', send)] })).map(({ id }) => id)).toEqual([forged.eventId, 't1']);
  });

  it('shows how far it is, and why it failed', () => {
    const echoes = [
      { ...craft.echo('a', send), sending: true },
      craft.echo('b', send, { status: 'failed', failure: 'forbidden' }),
      craft.echo('c', send, { status: 'sent', eventId: '$c' }),
    ];
    expect(messages(build([], { echoes })).map(({ status, failure }) => [status, failure])).toEqual([
      ['sending', null],
      ['failed', 'forbidden'],
      ['sent', null],
    ]);
  });

  it('edits, reactions and redactions show at once; a failed edit offers its retry', () => {
    const [mine, other] = [event({ sender: alice, content: text('un') }), event()];
    const echoes = [
      craft.echo('e', { kind: 'edit', target: mine.eventId, body: 'deux', html: null }, { status: 'failed', failure: 'server' }),
      craft.echo('r', { kind: 'reaction', target: other.eventId, key: '👍' }),
    ];
    const [edited, reacted] = messages(build([mine, other], { echoes }));
    expect(edited).toMatchObject({ content: { body: 'deux' }, edited: true, status: 'failed', transactionId: 'e' });
    expect(reacted?.reactions).toEqual([{ key: '👍', count: 1, own: true, ownEventId: null, names: ['Alice Martin'] }]);
    const redaction = craft.echo('d', { kind: 'redaction', target: mine.eventId, reason: null });
    expect(only(build([mine], { echoes: [redaction] })).content).toMatchObject({ kind: 'redacted', byName: 'Alice Martin' });
  });

  it('an attachment shows as what it is', () => {
    const echo = craft.echo('f', { kind: 'attachment', attachmentId: 'a1' as never, caption: 'Le plan', replyTo: null });
    const attachment = {
      attachmentId: 'a1' as never,
      name: 'plan.png',
      mimetype: 'image/png',
      size: 9,
      width: 4,
      height: 3,
      file: null,
      mxc: null,
    };
    expect(only(build([], { echoes: [{ ...echo, attachment }] })).content).toMatchObject({
      kind: 'image',
      name: 'plan.png',
      caption: 'Le plan',
      width: 4,
    });
    expect(only(build([], { echoes: [echo] })).content).toMatchObject({ kind: 'file', name: '' });
  });
});

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
      { key: '🎉', count: 1, own: false, ownEventId: null, names: ['Carole Petit'] },
      { key: '👍', count: 2, own: true, ownEventId: mine.eventId, names: ['Alice Martin', 'Bob Durand'] },
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
    expect(drawn?.replyTo).toEqual({ eventId: asked.eventId, senderName: 'Bob Durand', text: 'Tu viens lundi ?' });
  });

  it('finds the answered message outside of the window, or tells only its id', () => {
    const old = event({ content: text('Ancien') });
    const reply = event({ content: answer(old.eventId) });
    expect(only(build([reply], { replyTargets: new Map([[old.eventId, old]]) })).replyTo).toMatchObject({ text: 'Ancien' });
    expect(only(build([reply])).replyTo).toEqual({ eventId: old.eventId, senderName: null, text: null });
    expect(only(build([event({ content: answer('not an id') })])).replyTo).toBeNull();
  });

  it('11.38 the fallback answer of a thread is no answer', () => {
    const content = {
      ...text('x'),
      'm.relates_to': { rel_type: 'm.thread', event_id: '$t', is_falling_back: true, 'm.in_reply_to': { event_id: '$x' } },
    };
    expect(only(build([event({ content })])).replyTo).toBeNull();
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

describe('state events in words', () => {
  const words = (crafted: Parameters<typeof event>[0]) =>
    build([event({ stateKey: '', ...crafted })]).find((item) => item.type === 'state');

  it('names, rules and what is set at the making of a room', () => {
    expect(words({ type: 'm.room.name', content: { name: 'Crise' }, previous: { name: 'Veille' } })).toMatchObject({
      change: 'room-name',
      actor: 'Bob Durand',
      value: 'Crise',
      previous: 'Veille',
    });
    expect(words({ type: 'm.room.topic', content: { topic: '' }, previous: { topic: 'x' } })).toMatchObject({
      change: 'room-topic-removed',
    });
    expect(words({ type: 'm.room.join_rules', content: { join_rule: 'public' }, previous: { join_rule: 'invite' } })).toMatchObject({
      change: 'room-join-rules',
    });
    expect(words({ type: 'm.room.join_rules', content: { join_rule: 'invite' } })).toBeUndefined();
    expect(
      words({ type: 'im.vector.room.access_rules', content: { rule: 'unrestricted' }, previous: { rule: 'restricted' } }),
    ).toMatchObject({
      change: 'room-access-rules',
      value: 'unrestricted',
    });
    expect(words({ type: 'm.room.name', content: { name: ['x'] }, previous: {} })).toBeUndefined();
  });

  it.each([
    [{ membership: 'join' }, undefined, bob, 'member-joined'],
    [{ membership: 'join' }, { membership: 'invite' }, bob, 'member-invite-accepted'],
    [{ membership: 'leave' }, { membership: 'invite' }, bob, 'member-invite-refused'],
    [{ membership: 'leave' }, { membership: 'invite' }, carol, 'member-invite-withdrawn'],
    [{ membership: 'leave' }, { membership: 'join' }, bob, 'member-left'],
    [{ membership: 'leave', reason: 'départ' }, { membership: 'join' }, carol, 'member-kicked'],
    [{ membership: 'ban' }, { membership: 'join' }, carol, 'member-banned'],
    [{ membership: 'leave' }, { membership: 'ban' }, carol, 'member-unbanned'],
    [{ membership: 'invite' }, undefined, carol, 'member-invited'],
    [{ membership: 'knock' }, undefined, bob, 'member-knocked'],
    [{ membership: 'join', displayname: 'B' }, { membership: 'join', displayname: 'A' }, bob, 'member-renamed'],
    [{ membership: 'join', avatar_url: 'mxc://a/b' }, { membership: 'join' }, bob, 'member-avatar'],
    [{ membership: 'danse' }, { membership: 'join' }, bob, 'other'],
  ])('11.? m.room.member %j after %j', (content, previous, sender, change) => {
    const [, item] = build([craft.member(bob, content, { sender, ...(previous ? { previous } : {}) })]);
    expect(item).toMatchObject({ type: 'state', change, target: change === 'member-renamed' ? 'A' : 'Bob Durand' });
  });
});

describe('TimelineController', () => {
  it('tells diffs that rebuild its items, few for a small change', () => {
    const controller = new TimelineController(options);
    let mirror: TimelineItem[] = [];
    controller.observe((diffs) => (mirror = applyDiffs(mirror, diffs)));
    const run = Array.from({ length: 300 }, (_, i) => event({ sender: i % 3 === 0 ? alice : bob }));
    controller.update(input(run));
    const appended = controller.update(input([...run, event()]));
    expect(appended.map(({ op }) => op)).toEqual(['insert']);
    const edited = controller.update(input([...run, event({ id: '$last' })], { relations: [edit(run[5] as never, 'corrigé')] }));
    expect(edited.length).toBeLessThanOrEqual(3);
    controller.update(input([event({ at: morning - minute }), ...run]));
    expect(mirror).toEqual(controller.items);
  });
});

describe('bad input', () => {
  it('draws 3,000 seeded hostile events as items of the contract, with unique ids', () => {
    let state = 42;
    const below = (limit: number): number => (state = (state * 1103515245 + 12345) & 0x7fffffff) % limit;
    const pick = <T>(list: readonly T[]): T => list[below(list.length)] as T;
    const junk = (depth: number): Json =>
      pick<() => Json>([
        () => null,
        () => 'x\u202E\u0000<script>',
        () => -1,
        () => 1e308,
        () => true,
        () => (depth > 4 ? 'y' : [junk(depth + 1), junk(depth + 1)]),
        () => (depth > 4 ? {} : { url: junk(depth + 1), event_id: pick(['$e1', '', '$bad id', junk(5)]), membership: junk(5), w: junk(5) }),
        () => 'mxc://a/b',
      ])();
    const fields = [
      'msgtype',
      'body',
      'format',
      'formatted_body',
      'url',
      'file',
      'info',
      'filename',
      'm.relates_to',
      'm.new_content',
      'm.mentions',
      'membership',
      'name',
      'displayname',
      'geo_uri',
      '__proto__',
      'constructor',
    ];
    const msgtypes = ['m.text', 'm.image', 'm.file', 'm.video', 'm.audio', 'm.location', 'm.emote', 'toString'];
    const run = Array.from({ length: 3000 }, (_, i) => {
      const content: JsonObject = Object.fromEntries(Array.from({ length: below(8) }, () => [pick(fields), junk(0)]));
      if (below(2)) content['msgtype'] = pick(msgtypes);
      if (below(3) === 0)
        content['m.relates_to'] = {
          rel_type: pick(['m.replace', 'm.annotation', 'm.thread', 7]),
          event_id: `$h${below(3000)}`,
          key: junk(5),
          'm.in_reply_to': junk(3),
        };
      return event({
        id: `$h${i}`,
        type: pick(['m.room.message', 'm.sticker', 'm.reaction', 'm.room.member', 'm.room.name', 'm.poll.start', 'hasOwnProperty']),
        sender: pick([alice, bob, carol]),
        at: pick([0, 8.64e15, Number.MAX_SAFE_INTEGER, morning, morning + below(1e9)]),
        content,
        previous: { membership: junk(5), name: junk(5) },
        ...(below(3) === 0 ? { stateKey: pick(['', bob, '@x']) } : {}),
        ...(below(4) === 0 ? { transactionId: pick(['t1', 'start', ':start', 'a b', '$h1']) } : {}),
      });
    });
    const failures: unknown[] = [];
    const items = buildTimeline(input(run, { relations: run, unreadAfter: '$h5' as EventId }), {
      ...options,
      onError: (...failure) => failures.push(failure),
    });
    expect(failures).toEqual([]);
    expect(items.length).toBeGreaterThan(500);
    expect(new Set(items.map(({ id }) => id)).size).toBe(items.length);
    for (const item of items) expect(v.safeParse(timelineItem, item).issues ?? []).toEqual([]);
  });

  it('one event that cannot be drawn is unsupported, and the others are drawn', () => {
    const failures: string[] = [];
    const [good, bad] = [event({ content: text('bien') }), event({ content: { msgtype: 'm.image', body: 'x', url: 'mxc://a/b' } })];
    const broken = (): never => {
      throw new Error('no address');
    };
    const items = buildTimeline(input([good, bad]), { ...options, mediaUrl: broken, onError: (eventId) => failures.push(eventId) });
    expect(bodies(items)).toEqual(['bien', 'unsupported']);
    expect(failures).toEqual([bad.eventId]);
  });
});
