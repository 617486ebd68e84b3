import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CodedError, contractVersion, type Diff } from '../../preload/contract/index.ts';
import { connect } from '../../preload/wire/index.ts';
import { carriers, type Carrier, type StartCarrier } from './carriers.ts';
import { codeOf, contract, ListPage, Main, raw, until, type Row } from './story.ts';

const hello = { type: 'hello', version: contractVersion };

describe.each(Object.entries(carriers))('%s', (_name: string, start: StartCarrier) => {
  let main: Main;
  let carrier: Carrier;
  beforeEach(async () => {
    main = new Main();
    carrier = await start(main.attach);
  });
  afterEach(() => carrier.stop());
  const openClient = async () => {
    const { port, lose } = await carrier.openPage();
    return { client: connect(contract, port), lose };
  };

  it('carries a call and its answer, byte arrays and characters whole', async () => {
    const { client } = await openClient();
    const bytes = Uint8Array.from({ length: 1024 * 1024 }, (_, n) => n % 251);
    const answer = await client.call('reverse', { bytes, text: 'été 🚀' });
    expect(Buffer.compare(answer.bytes, bytes.toReversed())).toBe(0);
    expect(answer.text).toBe('🚀 été');
    expect(client.state).toBe('open');
  });

  it('answers many calls at once, each its own', async () => {
    const { client } = await openClient();
    const texts = Array.from({ length: 50 }, (_, n) => `n${n}`);
    const answers = await Promise.all(texts.map((text) => client.call('reverse', { bytes: new Uint8Array(0), text })));
    expect(answers.map(({ text }) => [...text].reverse().join(''))).toEqual(texts);
  });

  it('rebuilds an error with its code and detail', async () => {
    const { client } = await openClient();
    const error: unknown = await client.call('fail', null).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(CodedError);
    expect(error).toMatchObject({
      code: 'server.rate-limited',
      retryable: true,
      detail: { retryAfterMs: 1500, errcode: 'M_LIMIT_EXCEEDED' },
    });
    expect(main.reported).toEqual([]);
  });

  it('refuses a bad answer of main', async () => {
    const { client } = await openClient();
    expect(await codeOf(client.call('lie', null))).toBe('bridge.bad-output');
    expect(main.reported).toEqual(['lie']);
  });

  it('answers everything that it cannot use with a code', async () => {
    const { ask } = raw((await carrier.openPage()).port);
    const code = async (message: unknown) => ((await ask(message))?.['error'] as { code: string }).code;
    expect(await code({ type: 'call', id: 1, name: 'reverse', input: null })).toBe('bridge.version');
    expect(await ask(hello)).toMatchObject({ type: 'welcome' });
    expect(await code({ type: 'call', id: 1, name: 'nothing', input: null })).toBe('bridge.unknown-name');
    expect(await code({ type: 'call', id: 2, name: 'constructor', input: null })).toBe('bridge.unknown-name');
    expect(await code({ type: 'open', id: 3, name: '__proto__', input: null })).toBe('bridge.unknown-name');
    expect(await code({ type: 'call', id: 4, name: 'reverse', input: { text: 4 } })).toBe('bridge.bad-input');
    expect(await code({ type: 'open', id: 5, name: 'rows', input: {} })).toBe('bridge.bad-input');
    expect(await code({ type: 'eval', id: 6 })).toBe('bridge.bad-input');
    expect(await code('text')).toBe('bridge.bad-input');
    expect(await code(null)).toBe('bridge.bad-input');
    expect(await code({ type: 'call', id: 7, name: 'reverse', input: { bytes: new Uint8Array(5 * 1024 * 1024), text: '' } })).toBe(
      'bridge.too-large',
    );
    let deep: unknown = null;
    for (let n = 0; n < 200; n += 1) deep = [deep];
    expect(await code({ type: 'call', id: 8, name: 'reverse', input: deep })).toBe('bridge.too-large');
    expect(main.sinks).toEqual([]);
  });

  it('does not start a second call under an id that is in use', async () => {
    const { ask, answers } = raw((await carrier.openPage()).port);
    await ask(hello);
    const first = await ask({ type: 'open', id: 1, name: 'rows', input: { first: 1 } });
    expect(first).toMatchObject({ type: 'snapshot', id: 1, items: [{ id: 1 }] });
    expect(await ask({ type: 'open', id: 1, name: 'rows', input: { first: 2 } })).toMatchObject({
      type: 'error',
      error: { code: 'bridge.bad-input' },
    });
    expect(main.sinks).toHaveLength(1);
    expect(answers).toHaveLength(3);
  });

  it('tells a page of another version and nothing more', async () => {
    main.version = contractVersion + 1;
    const { client } = await openClient();
    expect(await codeOf(client.call('fail', null))).toBe('bridge.version');
    expect(client.state).toBe('refused');
    expect(await codeOf(client.call('fail', null))).toBe('bridge.version');
    const list = new ListPage();
    client.feed('rows', { first: 1 }, list);
    await until(() => list.errors.length === 1);
    expect(main.sinks).toEqual([]);
  });

  it('cancels on both ends', async () => {
    const { client } = await openClient();
    const abort = new AbortController();
    const waiting = codeOf(client.call('wait', null, { signal: abort.signal }));
    await client.call('reverse', { bytes: new Uint8Array(0), text: '' });
    abort.abort();
    expect(await waiting).toBe('bridge.cancelled');
    await until(() => main.aborted.length === 1);
    expect(main.aborted).toEqual(['bridge.cancelled']);
    expect(await codeOf(client.call('wait', null, { signal: AbortSignal.abort() }))).toBe('bridge.cancelled');
  });

  it('ends a call at its time limit and tells the handler', async () => {
    const { client } = await openClient();
    expect(await codeOf(client.call('short', null))).toBe('bridge.timeout');
    expect(main.aborted).toEqual(['bridge.timeout']);
  });

  it('tells every page of an event', async () => {
    const heard: number[] = [];
    for (const page of [await openClient(), await openClient()]) {
      page.client.on('hint', ({ n }) => heard.push(n));
      await until(() => page.client.state === 'open');
    }
    for (const page of main.pages) page.emit('hint', { n: 7 });
    await until(() => heard.length === 2);
    expect(heard).toEqual([7, 7]);
    expect(() => main.pages[0]?.emit('hint', JSON.parse('{"n":"x"}') as { n: number })).toThrow();
  });

  it('gives a snapshot, then one batch a tick', async () => {
    const { client } = await openClient();
    const list = new ListPage();
    client.feed('rows', { first: 1 }, list);
    await until(() => list.resets === 1);
    const sink = main.sinks[0];
    sink?.push([{ op: 'insert', at: 1, items: [{ id: 2 }] }]);
    sink?.push([{ op: 'set', at: 0, item: { id: 1, text: 'é' } }], { total: 2 });
    await Promise.resolve().then(() => sink?.push([{ op: 'move', from: 1, to: 0 }]));
    await until(() => list.batches.length === 1);
    expect(list.items).toEqual([{ id: 2 }, { id: 1, text: 'é' }]);
    expect(list.meta).toEqual({ total: 2 });
    sink?.push([{ op: 'remove', at: 0, count: 1 }]);
    sink?.reset([{ id: 9 }], { total: 1 });
    await until(() => list.batches.length === 2);
    expect(list.items).toEqual([{ id: 9 }]);
    expect(list.meta).toEqual({ total: 1 });
  });

  it('opens again by itself when a batch is missing', async () => {
    const { client } = await openClient();
    const list = new ListPage();
    client.feed('rows', { first: 1 }, list);
    await until(() => list.resets === 1);
    // The first id of the page is 0: the feed. A batch of a later revision says that one was lost.
    main.ports[0]?.send({ type: 'batch', id: 0, revision: 2, diffs: [], meta: null });
    await until(() => list.resets === 2);
    await until(() => main.stopped === 1);
    main.sinks[1]?.push([{ op: 'insert', at: 1, items: [{ id: 5 }] }]);
    await until(() => list.batches.length === 1);
    expect(list.items).toEqual([{ id: 1 }, { id: 5 }]);
    expect(list.errors).toEqual([]);
  });

  it('stops the source when the page closes the feed, and hears nothing of it after', async () => {
    const { client } = await openClient();
    const list = new ListPage();
    const close = client.feed('rows', { first: 1 }, list);
    await until(() => list.resets === 1);
    close();
    close();
    await until(() => main.stopped === 1);
    main.sinks[0]?.push([{ op: 'remove', at: 0, count: 1 }]);
    main.sinks[0]?.fail(new Error('late'));
    await client.call('reverse', { bytes: new Uint8Array(0), text: '' });
    expect(list).toMatchObject({ batches: [], errors: [], resets: 1 });
    expect(main.stopped).toBe(1);
  });

  it('tells why a feed cannot be opened, why it ended, and refuses items that break the contract', async () => {
    const { client } = await openClient();
    const [refused, failed, lying] = [new ListPage(), new ListPage(), new ListPage()];
    client.feed('refused', null, Object.assign(refused, { onReset: () => undefined }));
    client.feed('rows', { first: 1 }, failed);
    client.feed('rows', { first: 2 }, lying);
    await until(() => failed.resets + lying.resets === 2);
    main.sinks[0]?.push([{ op: 'insert', at: 1, items: [{ id: 3 }] }]);
    main.sinks[0]?.fail(new CodedError('auth.signed-out', 'over'));
    main.sinks[1]?.push(JSON.parse('[{"op":"insert","at":0,"items":[{"id":"x"}]}]') as Diff<Row>[]);
    await until(() => refused.errors.length + failed.errors.length + lying.errors.length === 3);
    expect([refused, failed, lying].map((page) => page.errors[0]?.code)).toEqual(['room.unknown', 'auth.signed-out', 'bridge.bad-output']);
    expect(failed.items).toHaveLength(2);
    expect(main.stopped).toBe(2);
  });

  it('ends everything of a page that is gone', async () => {
    const { client, lose } = await openClient();
    const list = new ListPage();
    client.feed('rows', { first: 1 }, list);
    client.feed('rows', { first: 2 }, new ListPage());
    const waiting = client.call('wait', null);
    waiting.catch(() => undefined);
    await until(() => list.resets === 1 && main.sinks.length === 2);
    await client.call('reverse', { bytes: new Uint8Array(0), text: '' });
    lose();
    await until(() => main.stopped === 2 && main.aborted.length === 1);
    expect(main.aborted).toEqual(['bridge.closed']);
    main.sinks[0]?.push([{ op: 'remove', at: 0, count: 1 }]);
    main.pages[0]?.emit('hint', { n: 1 });
  });

  it('leaves nothing behind after many feeds', async () => {
    const { client } = await openClient();
    for (let n = 0; n < 100; n += 1) {
      const list = new ListPage();
      const close = client.feed('rows', { first: n }, list);
      if (n % 2 === 0) await until(() => list.resets === 1);
      close();
    }
    await until(() => main.stopped === 100);
    expect(main.sinks).toHaveLength(100);
  });

  it('rejects what is under way when main closes the page', async () => {
    const { client } = await openClient();
    const waiting = codeOf(client.call('wait', null));
    await client.call('reverse', { bytes: new Uint8Array(0), text: '' });
    client.close();
    expect(await waiting).toBe('bridge.closed');
    expect(client.state).toBe('closed');
  });
});
