// @vitest-environment jsdom
import { describe, expect, it, onTestFinished } from 'vitest';
import { messageItem as message } from '../../test/page/items.ts';
import { accountId, mine, roomId, start, until } from '../../test/page/memory-main.ts';
import { CodedError, type Outgoing, type TimelineItem, type TransactionId, type UserId } from '../../preload/contract/index.ts';
import type { Handlers } from '../../preload/wire/index.ts';
import { plainDocument } from '../text/index.ts';
import { composerOf, TimelineModel } from './index.ts';

const me = { userId: '@marie:tchap.fr' as UserId, name: 'Marie', avatar: null };
const id = 'tx-1' as TransactionId;
const text = (extra: Partial<Extract<Outgoing, { kind: 'text' }>> = {}): Outgoing => ({
  kind: 'text',
  style: 'text',
  body: 'Bonjour',
  html: null,
  replyTo: null,
  ...extra,
});

describe('a message that was just sent', () => {
  const open = async (rows: TimelineItem[], answers: Partial<Handlers> = {}) => {
    const main = start(rows, answers);
    const model = new TimelineModel(main.client, accountId, roomId);
    onTestFinished(() => model.close());
    await until(() => model.status === 'ready');
    return { ...main, model };
  };
  const ids = (model: TimelineModel) => model.rows.map((row) => row.id);

  it('stands at the end at once, and main’s own row takes its place', async () => {
    const { model, sink } = await open([message('a')]);
    model.expect(text(), id, me);
    expect(model.rows.at(-1)).toMatchObject({ id, own: true, sender: me, status: 'queued', content: { body: 'Bonjour' } });
    sink().push([{ op: 'insert', at: 1, items: [message('b')] }]);
    await until(() => model.rows.length === 3);
    expect(ids(model)).toEqual(['a', 'b', id]);
    sink().push([{ op: 'insert', at: 2, items: [mine(id, { status: 'sending' })] }]);
    await until(() => model.rows.at(-1)?.type === 'message' && (model.rows.at(-1) as { status: string }).status === 'sending');
    expect(ids(model)).toEqual(['a', 'b', id]);
  });

  it('is not drawn twice where main was quicker, or shows it as the event', async () => {
    const { model, sink } = await open([mine(id)]);
    model.expect(text(), id, me);
    expect(ids(model)).toEqual([id]);
    const next = 'tx-2' as TransactionId;
    model.expect(text(), next, me);
    sink().push([{ op: 'insert', at: 1, items: [mine('event', { transactionId: next })] }]);
    await until(() => ids(model).includes('event'));
    expect(ids(model)).toEqual([id, 'event']);
  });

  it('is taken back where main refuses it', async () => {
    const { model } = await open([message('a')]);
    model.expect(text(), id, me);
    model.forget(id);
    expect(ids(model)).toEqual(['a']);
  });

  it('bears the name of the agent in this room, continues what they said, and quotes what it answers', async () => {
    const other = { ...me, name: 'Marie (DINUM)' };
    const before = mine('mine', { sender: other, sentAt: Date.now() });
    const { model } = await open([message('a', { content: { kind: 'text', style: 'text', body: 'Deux\nlignes', html: null } }), before]);
    model.expect(text({ replyTo: '$a' as never }), id, me);
    expect(model.rows.at(-1)).toMatchObject({ sender: other, continued: true, replyTo: { excerpt: { text: 'Deux lignes' } } });
  });

  it('is left to main where only main can draw it', async () => {
    const { model } = await open([message('a')]);
    model.expect({ kind: 'edit', target: '$a' as never, body: 'x', html: null }, id, me);
    model.expect(text({ thread: { root: '$a', latest: '$a' } as never }), id, me);
    expect(ids(model)).toEqual(['a']);
  });
});

describe('what is written', () => {
  it('is drawn before main answers, and comes back to the field when main refuses it', async () => {
    let refuse: (error: unknown) => void = () => undefined;
    const main = start([], {
      'messages.send': () => new Promise((_, reject) => (refuse = reject)),
    });
    const composer = composerOf(main.client, accountId, roomId);
    const seen: string[] = [];
    composer.follow({
      lastEditable: null,
      find: () => null,
      latest: null,
      expect: (_content, one) => void seen.push(`+${one}`),
      forget: (one) => void seen.push(`-${one}`),
    });
    composer.write(plainDocument('Bonjour'));
    const sent = composer.send();
    expect(seen).toHaveLength(1);
    await until(() => main.calls('messages.send').length === 1);
    refuse(new CodedError('store.disk-full', 'full'));
    await sent;
    expect(seen).toEqual([seen[0], seen[0]?.replace('+', '-')]);
    expect(composer.text).toBe('Bonjour');
  });
});
