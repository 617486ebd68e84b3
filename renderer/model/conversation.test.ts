// @vitest-environment jsdom
import { describe, expect, it, onTestFinished } from 'vitest';
import { messageItem as message, timelineMeta } from '../../test/page/items.ts';
import { accountId, empty, mine, roomId, start, until } from '../../test/page/memory-main.ts';
import { CodedError, type EventId, type TimelineItem, type TransactionId } from '../../preload/contract/index.ts';
import type { Handlers } from '../../preload/wire/index.ts';
import { composerOf, TimelineModel } from './index.ts';

describe('an open conversation', () => {
  const open = async (rows: TimelineItem[], answers: Partial<Handlers> = {}) => {
    const main = start(rows, answers);
    const arrived: string[] = [];
    const model = new TimelineModel(main.client, accountId, roomId, {
      onArrival: (messages) => arrived.push(...messages.map((one) => one.id)),
      readDelayMs: 1,
    });
    onTestFinished(() => model.close());
    await until(() => model.status === 'ready');
    return { ...main, model, arrived };
  };

  it('tells arrivals at the end once: no history, no echo, no change', async () => {
    const { model, arrived, sink } = await open([message('a'), message('b')]);
    sink().push([{ op: 'insert', at: 0, items: [message('old')] }]);
    sink().push([{ op: 'insert', at: 3, items: [message('c'), mine('d')] }]);
    await until(() => model.rows.length === 5);
    sink().push([{ op: 'set', at: 3, item: message('c', { edited: true }) }]);
    sink().push([{ op: 'insert', at: 5, items: [message('e')] }]);
    await until(() => model.rows.length === 6);
    expect(arrived).toEqual(['c', 'e']);
  });

  it('says nothing when the conversation is opened anew', async () => {
    const { model, arrived, sink } = await open([message('a')]);
    sink().reset([message('x'), message('y')], timelineMeta());
    await until(() => model.rows.length === 2);
    expect(arrived).toEqual([]);
    expect(model.more).toBe(false);
  });

  it('knows where reading goes on, and what is below', async () => {
    const { model } = await open([message('a'), { type: 'unread', id: 'u' }, message('b'), { type: 'day', id: 'd', day: 1 }, message('c')]);
    expect(model.firstUnreadId).toBe('u');
    expect([model.messagesAfter(0), model.messagesAfter(2), model.messagesAfter(4)]).toEqual([2, 1, 0]);
  });

  it('marks as read forward only, and nothing that was only glanced at', async () => {
    const { model, calls } = await open([message('a'), message('b'), message('c')]);
    model.seen(2);
    model.unseen();
    model.seen(1);
    await until(() => calls('rooms.markRead').length === 1);
    model.seen(0);
    model.seen(1);
    model.seen(2);
    await until(() => calls('rooms.markRead').length === 2);
    expect(calls('rooms.markRead')).toMatchObject([{ eventId: '$b' }, { eventId: '$c' }]);
  });

  it('fetches one page at a time, and keeps why it failed', async () => {
    let fail = true;
    const { model, calls, sink } = await open([message('a')], {
      'timeline.paginate': async () => {
        if (fail) throw new CodedError('network.unreachable', 'down');
        sink().push([{ op: 'insert', at: 0, items: [message('older')] }]);
        return { more: false };
      },
    });
    await Promise.all([model.paginate(), model.paginate()]);
    expect(calls('timeline.paginate')).toHaveLength(1);
    expect(model.historyProblem?.code).toBe('network.unreachable');
    fail = false;
    await model.paginate();
    expect(model.historyProblem).toBeNull();
    expect(model.rows.map((row) => row.id)).toEqual(['older', 'a']);
  });

  it('adds a reaction, and takes back its own', async () => {
    const reaction = { key: '👍', count: 1, own: true, ownRef: '$mine' as EventId, names: ['Marie'] };
    const item = message('a', { reactions: [reaction] });
    const { model, calls } = await open([item]);
    await model.toggleReaction(item, '🙏');
    await model.toggleReaction(item, '👍');
    expect(calls('messages.send')).toMatchObject([
      { content: { kind: 'reaction', target: '$a', key: '🙏' } },
      { content: { kind: 'redaction', target: '$mine' } },
    ]);
  });

  it('retries and discards what was not sent', async () => {
    const item = mine('a', { eventId: null, transactionId: 't1' as TransactionId, status: 'failed', failure: 'network' });
    const { model, calls } = await open([item]);
    await model.retry(item);
    await model.discard(item);
    expect([...calls('messages.retry'), ...calls('messages.discard')]).toMatchObject([{ transactionId: 't1' }, { transactionId: 't1' }]);
    expect(model.lastEditable).toBeNull();
  });
});

describe('what the agent writes', () => {
  const compose = async (answers: Partial<Handlers> = {}) => {
    const main = start([], { ...empty, ...answers });
    const composer = composerOf(main.client, accountId, roomId);
    await until(() => composer.restored);
    return { ...main, composer };
  };

  it('leaves as typed, with its formatting beside', async () => {
    const { composer, calls } = await compose();
    composer.type('**Réunion** à 14\u202fh\u00a0!');
    await composer.send();
    composer.type('/me range');
    await composer.send();
    expect(composer.text).toBe('');
    expect(calls('messages.send')).toMatchObject([
      {
        content: {
          kind: 'text',
          style: 'text',
          body: '**Réunion** à 14\u202fh\u00a0!',
          html: '<strong>Réunion</strong> à 14\u202fh&nbsp;!',
        },
      },
      { content: { kind: 'text', style: 'emote', body: 'range', html: null } },
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
    composer.type('précieux');
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
    const { composer, calls, client } = await compose({ 'rooms.draft': async () => ({ text: 'ancien' }) });
    expect(composer.text).toBe('ancien');
    composer.type('nouveau');
    await composer.keepDraft();
    await composer.send();
    expect(calls('rooms.saveDraft')).toMatchObject([{ text: 'nouveau' }, { text: '' }]);
    expect(composerOf(client, accountId, roomId)).toBe(composer);
  });

  it('does not lose a draft to an edit', async () => {
    const { composer, calls } = await compose();
    const item = mine('a', { content: { kind: 'text', style: 'text', body: 'fautte', html: null } });
    composer.lastEditable = () => item;
    composer.type('en cours');
    expect(composer.editLast()).toBe(true);
    expect(composer.text).toBe('fautte');
    composer.type('faute');
    await composer.send();
    expect(composer.text).toBe('en cours');
    expect(calls('messages.send')).toMatchObject([{ content: { kind: 'edit', target: '$a', body: 'faute' } }]);
    composer.startEdit(item);
    composer.cancel();
    expect([composer.text, composer.mode.kind]).toEqual(['en cours', 'new']);
  });

  it('answers a message, and only sent text of the agent can be changed', async () => {
    const { composer, calls } = await compose();
    composer.startReply(message('a'));
    composer.type('oui');
    await composer.send();
    expect(calls('messages.send')).toMatchObject([{ content: { replyTo: '$a' } }]);
    for (const item of [
      message('b'),
      mine('c', { status: 'sending', eventId: null }),
      mine('d', { content: { kind: 'redacted', byName: null, reason: null } }),
    ])
      composer.startEdit(item);
    expect(composer.mode.kind).toBe('new');
  });

  it('tells that it is being typed, not at every key, and takes it back', async () => {
    const { composer, calls } = await compose();
    for (const text of ['b', 'bo', 'bon']) composer.type(text);
    composer.blur();
    await until(() => calls('rooms.setTyping').length === 2);
    expect(calls('rooms.setTyping')).toMatchObject([{ typing: true }, { typing: false }]);
  });

  it('refuses what is too long and keeps it', async () => {
    const { composer, calls } = await compose();
    composer.type('a'.repeat(60_001));
    await composer.send();
    expect(composer.problem?.code).toBe('message.too-large');
    expect(composer.text).toHaveLength(60_001);
    expect(calls('messages.send')).toHaveLength(0);
  });
});
