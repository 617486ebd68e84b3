// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { messageItem as message } from '../../test/page/items.ts';
import { accountId, empty, mine, roomId, start, until } from '../../test/page/memory-main.ts';
import {
  CodedError,
  type CallInput,
  type EventId,
  type MessageItem,
  type TransactionId,
  type UserId,
} from '../../preload/contract/index.ts';
import type { Handlers } from '../../preload/wire/index.ts';
import { everybodyMention, plainDocument, type Document, type Inline, type Mention } from '../text/index.ts';
import { fr } from '../text/fr/index.ts';
import { commandNames } from './composer-commands.ts';
import type { OpenConversation } from './delivery.ts';
import { composerOf, mayCommand } from './index.ts';

const line = (...content: Inline[]): Document => ({ type: 'doc', content: [{ type: 'paragraph', content }] });
const text = (words: string, ...marks: ('strong' | 'em')[]): Inline => ({
  type: 'text',
  text: words,
  ...(marks.length > 0 ? { marks: marks.map((type) => ({ type })) } : {}),
});
/** A conversation without messages. */
const nothing: OpenConversation = { lastEditable: null, latest: null, find: () => null, expect: () => undefined, forget: () => undefined };
const paul: Mention = { type: 'mention', attrs: { ref: '@paul:agent.fr', label: '@Paul', via: '' } };

describe('what the agent writes', () => {
  const compose = async (answers: Partial<Handlers> = {}) => {
    const main = start([], { ...empty, ...answers });
    const composer = composerOf(main.client, accountId, roomId);
    await until(() => composer.restored);
    return { ...main, composer };
  };

  it('leaves as it is shown, with its formatting and mentions beside', async () => {
    const { composer, calls } = await compose();
    composer.write(line(text('Réunion', 'strong'), text(' à 14\u202fh\u00a0! '), paul));
    await composer.send();
    composer.write(plainDocument('**brut** *2 * 3'));
    await composer.send();
    expect(composer.text).toBe('');
    expect(calls('messages.send')).toMatchObject([
      {
        content: {
          kind: 'text',
          style: 'text',
          body: 'Réunion à 14\u202fh\u00a0! @Paul',
          html: '<strong>Réunion</strong> à 14\u202fh\u00a0! <a href="https://matrix.to/#/@paul:agent.fr">@Paul</a>',
          mentions: { userIds: ['@paul:agent.fr'], room: false },
        },
      },
      { content: { body: '**brut** *2 * 3', html: null, mentions: { userIds: [], room: false } } },
    ]);
  });

  it('comes back when main does not take it, and keeps its transaction id', async () => {
    let full = true;
    const { composer, calls } = await compose({
      'messages.send': async () => {
        if (full) throw new CodedError('store.disk-full', 'full');
        return null;
      },
    });
    composer.write(plainDocument('précieux'));
    await composer.send();
    expect(composer.text).toBe('précieux');
    expect(composer.problem?.code).toBe('store.disk-full');
    full = false;
    await composer.send();
    expect([composer.text, composer.problem]).toEqual(['', null]);
    const [first, second] = calls('messages.send') as { transactionId: string }[];
    expect(second?.transactionId).toBe(first?.transactionId);
  });

  it('is kept as a draft until main has the message', async () => {
    const { composer, calls, client } = await compose({ 'drafts.get': async () => ({ text: 'ancien', state: null }) });
    expect(composer.text).toBe('ancien');
    composer.write(plainDocument('nouveau'));
    await composer.keepDraft();
    await composer.send();
    expect(calls('drafts.save')).toMatchObject([{ text: 'nouveau' }, { text: '' }]);
    expect(composerOf(client, accountId, roomId)).toBe(composer);
  });

  it('does not lose a draft to an edit', async () => {
    const { composer, calls } = await compose();
    const item = mine('a', { content: { kind: 'text', style: 'text', body: 'fautte', html: null } });
    composer.follow({ ...nothing, lastEditable: item });
    composer.write(plainDocument('en cours'));
    expect(composer.editLast()).toBe(true);
    expect(composer.text).toBe('fautte');
    composer.write(plainDocument('faute'));
    await composer.send();
    expect(composer.text).toBe('en cours');
    expect(calls('messages.send')).toMatchObject([{ content: { kind: 'edit', target: '$a', body: 'faute' } }]);
    composer.startEdit(item);
    composer.cancel();
    expect([composer.text, composer.mode.kind]).toEqual(['en cours', 'new']);
  });

  it('answers and changes messages, those that still wait too, and nobody else’s', async () => {
    const { composer, calls } = await compose();
    const waiting = mine('c', { status: 'queued', eventId: null, transactionId: 't1' as TransactionId });
    composer.startReply(waiting);
    composer.write(plainDocument('oui'));
    await composer.send();
    composer.startEdit(waiting);
    composer.write(plainDocument('mieux'));
    await composer.send();
    expect(calls('messages.send')).toMatchObject([{ content: { replyTo: 't1' } }, { content: { kind: 'edit', target: 't1' } }]);
    for (const item of [message('b'), mine('d', { content: { kind: 'redacted', byName: null, reason: null } })]) composer.startEdit(item);
    expect(composer.mode.kind).toBe('new');
  });

  it('tells what is answered by its words, a poll by its question, a voice message by its length', async () => {
    const { composer } = await compose();
    const answers = ['Lundi', 'Mardi'].map((text, at) => ({ id: `${at}`, text }));
    const poll = { kind: 'poll', question: 'Quel jour', answers, maxSelections: 1, disclosed: true } as const;
    const file = { name: 'Message vocal.ogg', mimetype: 'audio/ogg', size: 9, url: null, caption: '' };
    const voice = { kind: 'audio' as const, ...file, durationMs: 12_000, voice: { waveform: [] } } satisfies MessageItem['content'];
    const { preview, lasting } = fr.rooms;
    const told = [
      [message('a', { content: poll }), `${preview.poll} : Quel jour`],
      [message('b', { content: voice }), lasting(preview.voice, '0:12')],
      [message('c'), 'c'],
    ] as const;
    for (const [item, answered] of told) {
      composer.startReply(item);
      expect(composer.answered.replaceAll('\u00a0', ' ')).toContain(answered.replaceAll('\u00a0', ' '));
    }
  });

  it('does not go on telling the words of what it answers once they were deleted', async () => {
    const { composer } = await compose();
    const item = message('secret');
    composer.startReply(item);
    const gone: MessageItem = { ...item, content: { kind: 'redacted', byName: null, reason: null } };
    composer.follow({ ...nothing, find: (ref) => (ref === item.eventId ? gone : null) });
    expect(composer.answered).toBe(fr.rooms.preview.redacted);
  });

  it('begins an edit with the format and mentions that were sent', async () => {
    const { composer } = await compose();
    composer.canNotifyRoom = true;
    const html = '<strong>Bonjour</strong> <a href="https://matrix.to/#/@paul:agent.fr">Paul</a> @room';
    composer.startEdit(mine('a', { content: { kind: 'text', style: 'text', body: 'x', html } }));
    expect(composer.document).toEqual(line(text('Bonjour', 'strong'), text(' '), paul, text(' '), everybodyMention()));
  });

  it('is kept whole: format, mentions, the answer or edit that was begun, and what was there before', async () => {
    let kept = { text: '', state: null as string | null };
    const answers: Partial<Handlers> = {
      'drafts.save': async ({ text: words, state }) => ((kept = { text: words, state }), null),
      'drafts.get': async () => kept,
    };
    const first = await compose(answers);
    first.composer.write(line(text('avant', 'em')));
    first.composer.startEdit(mine('a', { content: { kind: 'text', style: 'text', body: 'fautte', html: null } }));
    first.composer.write(line(text('faute '), paul));
    await first.composer.keepDraft();
    expect(kept.text).toBe('avant');
    const { composer, calls } = await compose(answers);
    expect([composer.mode.kind, composer.document]).toEqual(['edit', line(text('faute '), paul)]);
    await composer.send();
    expect(calls('messages.send')).toMatchObject([{ content: { kind: 'edit', target: '$a', body: 'faute @Paul' } }]);
    expect(composer.document).toEqual(line(text('avant', 'em')));
  });

  it('that is kept in a form nobody knows gives its words', async () => {
    const { composer } = await compose({
      'drafts.get': async () => ({ text: 'les mots', state: '{"document":{"type":"doc","content":[{}]}}' }),
    });
    expect([composer.text, composer.mode.kind]).toEqual(['les mots', 'new']);
  });

  it('tells that it is being typed, not at every key, and takes it back', async () => {
    const { composer, calls } = await compose();
    for (const text of ['b', 'bo', 'bon']) composer.write(plainDocument(text));
    composer.blur();
    await until(() => calls('rooms.setTyping').length === 2);
    expect(calls('rooms.setTyping')).toMatchObject([{ typing: true }, { typing: false }]);
  });

  it('refuses what is too long and keeps it', async () => {
    const { composer, calls } = await compose();
    composer.write(plainDocument('a'.repeat(60_001)));
    await composer.send();
    expect(composer.problem?.code).toBe('message.too-large');
    expect(composer.text).toHaveLength(60_001);
    expect(calls('messages.send')).toHaveLength(0);
  });
});

describe('commands', () => {
  const run = async (document: Document, answers: Partial<Handlers> = {}) => {
    const main = start([], { ...empty, ...answers });
    const composer = composerOf(main.client, accountId, roomId);
    await until(() => composer.restored);
    composer.write(document);
    await composer.send();
    return { ...main, composer };
  };
  const sent = async (document: Document) => (await run(document)).calls('messages.send')[0];

  it('act on what follows them, in French and English, format and mentions kept', async () => {
    expect(await sent(line(text('/me range '), paul))).toMatchObject({
      content: { style: 'emote', body: 'range @Paul', mentions: { userIds: ['@paul:agent.fr'] } },
    });
    expect(await sent(line(text('/moi range')))).toMatchObject({ content: { style: 'emote', body: 'range', html: null } });
    expect(await sent(line(text('/brut '), text('gras', 'strong')))).toMatchObject({ content: { body: 'gras', html: null } });
    expect(await sent(line(text('/spoiler fin')))).toMatchObject({
      content: { body: '[Spoiler]', html: '<span data-mx-spoiler>fin</span>' },
    });
    expect(await sent(line(text('/code a < b')))).toMatchObject({ content: { html: '<pre><code>a &lt; b\n</code></pre>' } });
    expect(await sent(line(text('/shrug')))).toMatchObject({ content: { body: '¯\\_(ツ)_/¯', html: null } });
  });

  it('/visio sends the address of a meeting that nobody can guess', async () => {
    const main = start([], empty);
    const composer = composerOf(main.client, accountId, roomId);
    await until(() => composer.restored);
    composer.meetings = 'https://visio.test';
    for (const words of ['/visio', '/visio Point de 14 h', '/visio']) {
      composer.write(plainDocument(words));
      await composer.send();
    }
    const bodies = (main.calls('messages.send') as CallInput<'messages.send'>[]).map(({ content }) =>
      content.kind === 'text' ? content.body : '',
    );
    expect(bodies).toEqual([
      expect.stringMatching(/^https:\/\/visio\.test\/[a-z]{3}-[a-z]{4}-[a-z]{3}$/u),
      expect.stringMatching(/^Point de 14 h\nhttps:\/\/visio\.test\/[a-z]{3}-[a-z]{4}-[a-z]{3}$/u),
      expect.stringMatching(/^https/u),
    ]);
    expect(bodies[0]).not.toBe(bodies[2]);
  });

  it('that are unknown are never sent without a question; paths and two slashes are words', async () => {
    const { composer, calls } = await run(plainDocument('/invitter @paul:agent.fr'));
    expect([calls('messages.send').length, composer.unknownCommand, composer.text]).toEqual([0, 'invitter', '/invitter @paul:agent.fr']);
    await composer.send({ asText: true });
    expect(calls('messages.send')).toMatchObject([{ content: { body: '/invitter @paul:agent.fr' } }]);
    expect(await sent(plainDocument('/etc/hosts est vide'))).toMatchObject({ content: { body: '/etc/hosts est vide' } });
    expect(await sent(plainDocument('//me'))).toMatchObject({ content: { body: '/me' } });
  });

  it('that need words do nothing without them: no topic is lost to one that was half typed', async () => {
    const half = await run(plainDocument('/topic '));
    expect([half.calls('rooms.setTopic'), half.composer.text]).toEqual([[], '/topic ']);
    const whole = await run(plainDocument('/topic Ordre du jour'));
    expect(whole.calls('rooms.setTopic')).toMatchObject([{ topic: 'Ordre du jour' }]);
  });

  it('take people out of the room and let them in again, in French and as elsewhere, with a reason', async () => {
    const left = await run(line(text('/kick '), paul, text(' @zoe:agent.fr départ du service')));
    expect(left.calls('roomSettings.kick')).toEqual([
      { accountId, roomId, userId: '@paul:agent.fr', reason: 'départ du service' },
      { accountId, roomId, userId: '@zoe:agent.fr', reason: 'départ du service' },
    ]);
    expect([left.composer.text, left.calls('messages.send')]).toEqual(['', []]);
    for (const word of ['exclure', 'bannir'])
      expect((await run(line(text(`/${word} `), paul))).calls('roomSettings.ban')).toMatchObject([
        { userId: '@paul:agent.fr', reason: '' },
      ]);
    const back = await run(plainDocument('/unban @paul:agent.fr'));
    expect(back.calls('roomSettings.unban')).toEqual([{ accountId, roomId, userId: '@paul:agent.fr' }]);
    for (const word of ['remove', 'retirer']) expect((await run(line(text(`/${word} `), paul))).calls('roomSettings.kick')).toHaveLength(1);
  });

  it('name somebody, and never take the agent out of the room', async () => {
    const { composer, calls } = await run(plainDocument('/kick'));
    expect([composer.problem?.code, composer.text]).toEqual(['user.unknown', '/kick']);
    composer.self = '@paul:agent.fr' as UserId;
    composer.write(line(text('/ban '), paul));
    await composer.send();
    expect([composer.problem?.code, calls('roomSettings.ban')]).toEqual(['user.unknown', []]);
  });

  it('change the name of the room, and lead to the dialogs for leaving and for help', async () => {
    expect((await run(plainDocument('/nom Cellule de crise'))).calls('roomSettings.setName')).toMatchObject([{ name: 'Cellule de crise' }]);
    const { composer, calls } = await run(plainDocument(''));
    const heard: string[] = [];
    composer.onCommand = (name) => heard.push(name);
    for (const words of ['/part', '/quitter', '/leave', '/aide']) {
      composer.write(plainDocument(words));
      await composer.send();
    }
    expect([heard, composer.text, calls('messages.send')]).toEqual([['leave', 'leave', 'leave', 'help'], '', []]);
  });

  it('are offered where the agent has the right', () => {
    const offered = (canInvite: boolean, canKick: boolean) => commandNames.filter((name) => mayCommand({ canInvite, canKick }, name));
    expect(commandNames.filter((name) => !offered(false, false).includes(name))).toEqual(['invite', 'kick', 'ban', 'unban']);
    expect(offered(true, true)).toEqual([...commandNames]);
  });

  it('that main refuses leave the words where they are', async () => {
    const refuse = async () => {
      throw new CodedError('room.forbidden', 'no');
    };
    const { composer } = await run(plainDocument('/sujet Point à 14 h'), { 'rooms.setTopic': refuse });
    expect([composer.problem?.code, composer.text]).toEqual(['room.forbidden', '/sujet Point à 14 h']);
    const { calls } = await run(line(text('/inviter '), paul, text(' @zoe:agent.fr')));
    expect(calls('rooms.invite')).toMatchObject([{ userId: '@paul:agent.fr' }, { userId: '@zoe:agent.fr' }]);
  });
});

describe('a thread', () => {
  it('has a composer and a draft of its own, and says where it belongs', async () => {
    const main = start([], empty);
    const composer = composerOf(main.client, accountId, roomId, '$root' as EventId);
    composer.follow({ ...nothing, latest: '$last' as EventId });
    await until(() => composer.restored);
    composer.write(plainDocument('oui'));
    await composer.keepDraft();
    await composer.send();
    expect(main.calls('messages.send')).toMatchObject([{ content: { replyTo: null, thread: { root: '$root', latest: '$last' } } }]);
    expect(main.calls('drafts.save')[0]).toMatchObject({ thread: '$root', text: 'oui' });
    expect(composerOf(main.client, accountId, roomId)).not.toBe(composer);
  });
});
