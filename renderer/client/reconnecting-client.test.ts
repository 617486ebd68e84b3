import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { call, event, feed } from '../../preload/contract/define.ts';
import { CodedError } from '../../preload/contract/index.ts';
import { portPair, serve, type Port, type ServeOptions } from '../../preload/wire/index.ts';
import { createClient } from './index.ts';

const contract = {
  calls: {
    echo: call({ input: v.string(), output: v.string(), errors: [] }),
    hang: call({ input: v.null(), output: v.null(), errors: [] }),
  },
  events: { ping: event(v.number()) },
  feeds: {
    numbers: feed({
      input: v.object({ from: v.number() }),
      item: v.object({ id: v.number() }),
      meta: v.object({}),
      key: 'id',
      errors: ['room.unknown'],
    }),
  },
};

/** A main that can be lost and found. */
function startMain(version?: number) {
  const open: { port: Port; emit: (n: number) => void }[] = [];
  const state = { down: false, feeds: 0, stopped: 0 };
  const options: ServeOptions<typeof contract> = {
    handlers: { echo: (text) => Promise.resolve(text), hang: () => new Promise(() => undefined) },
    feeds: {
      numbers: ({ from }, sink) => {
        if (from < 0) throw new CodedError('room.unknown', 'negative');
        state.feeds += 1;
        sink.reset([{ id: from }], {});
        return () => void (state.stopped += 1);
      },
    },
    ...(version === undefined ? {} : { version }),
  };
  const connectPort = async () => {
    if (state.down) throw new Error('refused');
    const [main, page] = portPair();
    const served = serve(contract, main, options);
    open.push({ port: main, emit: (n) => served.emit('ping', n) });
    return page;
  };
  return { state, open, connectPort };
}

const until = async (holds: () => boolean) => {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 1));
};

describe('a client over several ports', () => {
  it('opens feeds again and goes on with events after a loss', async () => {
    const main = startMain();
    const client = createClient(contract, main.connectPort, { delayMs: () => 1 });
    const resets: unknown[] = [];
    const pings: number[] = [];
    const states: string[] = [];
    client.onState((state) => states.push(state));
    client.on('ping', (n) => pings.push(n));
    const close = client.feed(
      'numbers',
      { from: 7 },
      { onReset: (items) => resets.push(items), onBatch: () => undefined, onError: () => undefined },
    );
    await until(() => resets.length === 1);
    main.open[0]?.emit(1);
    await until(() => pings.length === 1);
    main.open[0]?.port.close();
    await until(() => resets.length === 2);
    main.open[1]?.emit(2);
    await until(() => pings.length === 2);
    expect(states).toEqual(['open', 'connecting', 'open']);
    expect(main.state).toMatchObject({ feeds: 2, stopped: 1 });
    close();
    await until(() => main.state.stopped === 2);
    client.close();
  });

  it('rejects what was under way and lets later calls wait for the next port', async () => {
    const main = startMain();
    const client = createClient(contract, main.connectPort, { delayMs: () => 1 });
    expect(await client.call('echo', 'one')).toBe('one');
    const hanging = client.call('hang', null);
    await client.call('echo', 'two');
    main.state.down = true;
    main.open[0]?.port.close();
    await expect(hanging).rejects.toMatchObject({ code: 'bridge.closed', retryable: true });
    main.state.down = false;
    await until(() => client.state === 'open');
    expect(await client.call('echo', 'three')).toBe('three');
    client.close();
  });

  it('tells a feed of its own errors once and does not open it again', async () => {
    const main = startMain();
    const client = createClient(contract, main.connectPort, { delayMs: () => 1 });
    const errors: CodedError[] = [];
    client.feed('numbers', { from: -1 }, { onReset: () => undefined, onBatch: () => undefined, onError: (e) => errors.push(e) });
    await until(() => errors.length === 1);
    main.open[0]?.port.close();
    await until(() => main.open.length === 2);
    await client.call('echo', 'settled');
    expect(errors.map((error) => error.code)).toEqual(['room.unknown']);
    client.close();
  });

  it('ends when main speaks another version', async () => {
    const main = startMain(99);
    const client = createClient(contract, main.connectPort, { delayMs: () => 1 });
    const errors: CodedError[] = [];
    client.feed('numbers', { from: 1 }, { onReset: () => undefined, onBatch: () => undefined, onError: (e) => errors.push(e) });
    await until(() => client.state === 'refused');
    await until(() => errors.length === 1);
    expect(errors[0]?.code).toBe('bridge.version');
    await expect(client.call('echo', 'x')).rejects.toMatchObject({ code: 'bridge.version' });
    expect(main.open).toHaveLength(1);
  });

  it('stays closed once closed', async () => {
    const main = startMain();
    const client = createClient(contract, main.connectPort, { delayMs: () => 1 });
    await client.call('echo', 'x');
    client.close();
    await expect(client.call('echo', 'y')).rejects.toMatchObject({ code: 'bridge.closed' });
    expect(main.open).toHaveLength(1);
    expect(client.state).toBe('closed');
  });
});
