import { describe, expect, it } from 'vitest';
import type { RoomId } from '../../preload/contract/index.ts';
import type { EventRecord } from './event.ts';
import { limits } from './json.ts';
import { parseEvent, parseStrippedState } from './parse-event.ts';

const room = '!r:tchap.test' as RoomId;
const good = {
  event_id: '$e',
  type: 'm.room.message',
  sender: '@bob:tchap.test',
  origin_server_ts: 1700000000000,
  content: { body: 'bonjour' },
};
const parsed = (change: object, version: string | null = null): EventRecord => {
  const result = parseEvent({ ...good, ...change }, room, version);
  if (!result.ok) throw new Error(result.reason);
  return result.value;
};
const refused = (json: unknown): string => {
  const result = parseEvent(json, room);
  return result.ok ? 'taken' : result.reason;
};
const nested = (depth: number): unknown => (depth === 0 ? 1 : { a: nested(depth - 1) });

describe('an event of a server', () => {
  it('becomes a record', () => {
    expect(parsed({ unsigned: { transaction_id: 'tx', prev_content: { a: 1 } } })).toEqual({
      roomId: room,
      eventId: '$e',
      type: 'm.room.message',
      stateKey: null,
      sender: '@bob:tchap.test',
      sentAt: 1700000000000,
      content: { body: 'bonjour' },
      previousContent: { a: 1 },
      transactionId: 'tx',
      redaction: null,
      decryption: { status: 'none' },
    });
  });

  it.each([
    ['nothing', null],
    ['a list', []],
    ['no id', { ...good, event_id: undefined }],
    ['an id without its sign', { ...good, event_id: 'e' }],
    ['an id of 256 bytes', { ...good, event_id: `$${'é'.repeat(128)}` }],
    ['an id with a lone surrogate', { ...good, event_id: '$\ud800' }],
    ['a type that is a number', { ...good, type: 4 }],
    ['an empty type', { ...good, type: '' }],
    ['a sender without a server', { ...good, sender: '@bob' }],
    ['a state key that is an object', { ...good, state_key: {} }],
    ['a time that is text', { ...good, origin_server_ts: '1' }],
    ['a time that is infinite', { ...good, origin_server_ts: Infinity }],
    ['a content that is a list', { ...good, content: [] }],
    ['a content that is too deep', { ...good, content: nested(limits.depth + 2) }],
    ['a content that is too large', { ...good, content: { body: 'x'.repeat(limits.contentSize + 1) } }],
    ['a content of too many values', { ...good, content: { list: Array.from({ length: limits.contentSize / 8 + 1 }, () => 1) } }],
  ])('with %s is refused', (_what, json) => expect(refused(json)).not.toBe('taken'));

  it('of a depth that would exhaust a stack is refused, not thrown', () => {
    const deep: unknown = JSON.parse(`${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`);
    expect(refused({ ...good, content: deep })).not.toBe('taken');
    expect(parsed({ unsigned: { prev_content: deep } }).previousContent).toBeNull();
  });

  it('has times that every calendar knows', () => {
    expect(parsed({ origin_server_ts: -5 }).sentAt).toBe(0);
    expect(parsed({ origin_server_ts: 12.9 }).sentAt).toBe(12);
    expect(new Date(parsed({ origin_server_ts: 1e300 }).sentAt).getUTCFullYear()).toBe(9999);
  });

  it('loses what could harm later: prototypes, lone surrogates, infinite numbers', () => {
    const content = JSON.parse('{"__proto__":{"polluted":1},"a":[{"__proto__":1,"b":"\\ud800x"}],"\\udc00":1e999}') as object;
    const kept = parsed({ content }).content;
    expect(JSON.stringify(kept)).toBe('{"a":[{"b":"\ufffdx"}],"\ufffd":null}');
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });

  it('that is encrypted waits for its session, or is malformed', () => {
    const encrypted = (content: object) => parsed({ type: 'm.room.encrypted', content }).decryption;
    expect(encrypted({ session_id: 's' })).toEqual({ status: 'pending', sessionId: 's' });
    const sentTo = (membership: unknown) =>
      parsed({ type: 'm.room.encrypted', content: { session_id: 's' }, unsigned: { membership } }).decryption;
    expect(sentTo('leave')).toEqual({ status: 'pending', sessionId: 's', missing: 'before-join' });
    expect(sentTo('join')).toEqual({ status: 'pending', sessionId: 's' });
    expect(sentTo({ a: 1 })).toEqual({ status: 'pending', sessionId: 's' });
    expect(encrypted({ session_id: 4 })).toEqual({ status: 'failed', sessionId: '', reason: 'malformed' });
  });

  it('that was redacted keeps only what the redaction algorithm keeps', () => {
    const because = { unsigned: { redacted_because: { sender: '@mod:tchap.test', content: { reason: 'spam' } } } };
    expect(parsed(because)).toMatchObject({ content: {}, redaction: { by: '@mod:tchap.test', reason: 'spam' } });
    const member = { type: 'm.room.member', state_key: '@bob:tchap.test', content: { membership: 'join', displayname: 'Bob' } };
    expect(parsed({ ...member, ...because }).content).toEqual({ membership: 'join' });
    expect(parsed({ unsigned: { redacted_because: { sender: 'nobody' } } }).redaction).toBeNull();
  });

  it('that redacts names its target where its room version says', () => {
    const both = { type: 'm.room.redaction', content: { redacts: '$inner' }, redacts: '$outer' };
    expect(parsed(both, '10').content).toEqual({ redacts: '$outer' });
    expect(parsed({ ...both, redacts: undefined }, '10').content).toEqual({});
    expect(parsed({ ...both, redacts: undefined }, '11').content).toEqual({ redacts: '$inner' });
    expect(parsed({ ...both, redacts: undefined }, 'org.example.unknown').content).toEqual({ redacts: '$inner' });
  });
});

describe('stripped state', () => {
  it('is checked likewise', () => {
    const state = { type: 'm.room.name', state_key: '', sender: '@bob:tchap.test', content: { name: 'x' } };
    expect(parseStrippedState(state)).toEqual({
      ok: true,
      value: { type: 'm.room.name', stateKey: '', sender: '@bob:tchap.test', content: { name: 'x' } },
    });
    for (const wrong of [null, { ...state, sender: 1 }, { ...state, state_key: undefined }, { ...state, content: 'x' }]) {
      expect(parseStrippedState(wrong).ok).toBe(false);
    }
  });
});
