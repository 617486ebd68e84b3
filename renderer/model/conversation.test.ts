// @vitest-environment jsdom
import { describe, expect, it, onTestFinished } from 'vitest';
import { messageItem as message, timelineMeta } from '../../test/page/items.ts';
import { accountId, mine, roomId, start, until } from '../../test/page/memory-main.ts';
import { CodedError, type EventId, type TimelineItem, type TransactionId } from '../../preload/contract/index.ts';
import type { Handlers } from '../../preload/wire/index.ts';
import { MessageCalls, TimelineModel } from './index.ts';

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
    return { ...main, model, messages: new MessageCalls(main.client, accountId, roomId), arrived };
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
    const { messages, calls } = await open([item]);
    await messages.toggleReaction(item, '🙏');
    await messages.toggleReaction(item, '👍');
    expect(calls('messages.send')).toMatchObject([
      { content: { kind: 'reaction', target: '$a', key: '🙏' } },
      { content: { kind: 'redaction', target: '$mine' } },
    ]);
  });

  it('retries and discards what was not sent', async () => {
    const item = mine('a', { eventId: null, transactionId: 't1' as TransactionId, status: 'failed', failure: 'network' });
    const { model, messages, calls } = await open([item]);
    await messages.retry(item);
    await messages.discard(item);
    expect([...calls('messages.retry'), ...calls('messages.discard')]).toMatchObject([{ transactionId: 't1' }, { transactionId: 't1' }]);
    expect(model.lastEditable).toEqual(item);
  });
});
