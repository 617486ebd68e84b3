import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { call, feed } from '../contract/define.ts';
import { CodedError } from '../contract/index.ts';
import { applyDiffs } from './apply.ts';
import { decodeMessage, encodeMessage } from './codec.ts';
import { connect } from './connect.ts';
import { portPair } from './pair.ts';
import { serve } from './serve.ts';
import { weigh } from './size.ts';
import type { HandlersOf } from './types.ts';

describe('weigh', () => {
  it('refuses what is too large, too deep, in circles or not data', () => {
    const circle: Record<string, unknown> = {};
    circle['self'] = circle;
    expect(weigh('x'.repeat(50), 100)).toBe('ok');
    expect(weigh('x'.repeat(51), 100)).toBe('too-large');
    expect(weigh({ a: [new Uint8Array(100)] }, 100)).toBe('too-large');
    expect(weigh(circle, 1e9)).toBe('too-large');
    expect(weigh(new Map(), 100)).toBe('not-data');
    expect(weigh({ f: () => 1 }, 100)).toBe('not-data');
  });
});

describe('applyDiffs', () => {
  it('follows indexes of the list as it stands after the diffs before', () => {
    const after = applyDiffs(
      ['a', 'b', 'c'],
      [
        { op: 'insert', at: 3, items: ['d', 'e'] },
        { op: 'move', from: 4, to: 0 },
        { op: 'remove', at: 1, count: 2 },
        { op: 'set', at: 1, item: 'C' },
      ],
    );
    expect(after).toEqual(['e', 'C', 'd']);
    expect(applyDiffs(after, [{ op: 'reset', items: [] }])).toEqual([]);
  });
  it('says so when a diff does not fit', () => {
    expect(() => applyDiffs(['a'], [{ op: 'set', at: 1, item: 'b' }])).toThrow(RangeError);
    expect(() => applyDiffs(['a'], [{ op: 'remove', at: 0, count: 2 }])).toThrow(RangeError);
    expect(() => applyDiffs(['a'], [{ op: 'insert', at: 2, items: ['b'] }])).toThrow(RangeError);
  });
});

describe('message codec', () => {
  it('keeps byte arrays in their places and text as it is', () => {
    const message = { type: 'call', input: { parts: [new Uint8Array([0, 255]), 'é🚀'], __proto__x: null }, empty: new Uint8Array(0) };
    expect(decodeMessage(encodeMessage(message))).toEqual(message);
    expect(decodeMessage(encodeMessage(new Uint8Array([1])))).toEqual(new Uint8Array([1]));
  });
  it('refuses a cut or crooked frame', () => {
    const frame = encodeMessage({ bytes: new Uint8Array(8) });
    expect(() => decodeMessage(frame.subarray(0, frame.byteLength - 1))).toThrow();
    expect(() => decodeMessage(new Uint8Array([0, 0]))).toThrow();
    const text = new TextEncoder().encode('{"value":{},"bytes":[{"path":["__proto__","x"],"length":0}]}');
    expect(() => decodeMessage(new Uint8Array([0, 0, 0, text.byteLength, ...text]))).toThrow();
    expect(Object.hasOwn(Object.prototype, 'x')).toBe(false);
  });
});

const small = {
  calls: {
    ask: call({ input: v.object({ n: v.number() }), output: v.object({ answer: v.number() }), errors: [] }),
  },
  events: {},
  feeds: { list: feed({ input: v.object({}), item: v.object({ id: v.number() }), meta: v.object({}), key: 'id', errors: [] }) },
};

describe('serve', () => {
  it('lets nothing through that the contract does not name', async () => {
    const [main, page] = portPair();
    const seen: unknown[] = [];
    const spying = {
      ...page,
      send: (message: unknown) => page.send(message),
      onMessage: (listener: (message: unknown) => void) =>
        page.onMessage((message) => {
          seen.push(message);
          listener(message);
        }),
      onClose: (listener: () => void) => page.onClose(listener),
      close: () => page.close(),
    };
    const handlers: HandlersOf<typeof small> = {
      ask: ({ n }) => Promise.resolve(Object.assign({ answer: n }, { accessToken: 'syt_secret' })),
    };
    serve(small, main, {
      handlers,
      feeds: {
        list: (_, sink) => {
          sink.reset([Object.assign({ id: 1 }, { key: 'syt_secret' })], Object.assign({}, { token: 'syt_secret' }));
          return () => undefined;
        },
      },
    });
    const client = connect(small, spying);
    expect(await client.call('ask', { n: 3 })).toEqual({ answer: 3 });
    await new Promise<void>((resolve) =>
      client.feed('list', {}, { onReset: () => resolve(), onBatch: () => undefined, onError: () => undefined }),
    );
    expect(JSON.stringify(seen)).not.toContain('syt_secret');
  });

  it('tells an unexpected failure only to the log', async () => {
    const [main, page] = portPair();
    const reported: unknown[] = [];
    const failure = new Error('password=hunter2');
    serve(small, main, {
      handlers: { ask: () => Promise.reject(failure) },
      feeds: { list: () => () => undefined },
      report: (name, error) => reported.push([name, error]),
    });
    const error: unknown = await connect(small, page)
      .call('ask', { n: 1 })
      .catch((e: unknown) => e);
    expect(error).toBeInstanceOf(CodedError);
    expect(error).toMatchObject({ code: 'internal', message: expect.not.stringContaining('hunter2') as string });
    expect(reported).toEqual([['ask', failure]]);
  });
});
