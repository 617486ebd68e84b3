import { describe, expect, it } from 'vitest';
import type { MessageItem, PollState } from '../../preload/contract/index.ts';
import { isDisplayable, pollOf, pollStartContent, pollTypes, type EventRecord, type JsonObject } from '../records/index.ts';
import { alice, bob, carol, echo, edit, event, input, morning, options, profile, readable } from '../../test/craft/index.ts';
import { buildTimeline } from './builder.ts';
import type { TimelineInput } from './types.ts';

const later = (seconds: number): number => morning + 3_600_000 + seconds * 1000;
const asked = (change: Partial<Parameters<typeof pollStartContent>[0]> = {}): JsonObject =>
  pollStartContent({
    question: 'Quel jour ?',
    answers: ['lundi', 'mardi', 'jeudi'].map((day) => ({ id: day, text: day })),
    maxSelections: 1,
    disclosed: true,
    ...change,
  });
const start = (content = asked()): EventRecord => event({ type: pollTypes.start, sender: bob, at: later(0), content });
const about = (poll: EventRecord): JsonObject => ({ 'm.relates_to': { rel_type: 'm.reference', event_id: poll.eventId } });
const vote = (poll: EventRecord, sender: typeof bob, answers: unknown, at = 10): EventRecord =>
  event({
    type: pollTypes.response,
    sender,
    at: later(at),
    content: { ...about(poll), [pollTypes.response]: { answers } as unknown as JsonObject },
  });
const end = (poll: EventRecord, sender: typeof bob, at: number): EventRecord =>
  event({ type: pollTypes.end, sender, at: later(at), content: { ...about(poll), [pollTypes.end]: {} } });

const rowOf = (poll: EventRecord, relations: EventRecord[], more: Partial<TimelineInput> = {}): MessageItem => {
  const row = buildTimeline(input([poll], { relations, ...more }), options).find(({ type }) => type === 'message');
  if (row?.type !== 'message') throw new Error('the poll has no row');
  return row;
};
const stateOf = (poll: EventRecord, relations: EventRecord[], more: Partial<TimelineInput> = {}): PollState => {
  const { poll: state } = rowOf(poll, relations, more);
  if (state === null) throw new Error('no poll');
  return state;
};

describe('MSC3381 m.poll.start', () => {
  it('is read under the names that are deployed and under the stable ones', () => {
    const stable = {
      'm.poll': {
        question: { 'm.text': [{ body: 'Quel jour ?' }] },
        kind: 'm.disclosed',
        max_selections: 2,
        answers: [
          { 'm.id': 'a', 'm.text': [{ mimetype: 'text/html', body: '<b>lundi</b>' }, { body: 'lundi' }] },
          { 'm.id': 'b', 'm.text': [{ body: 'mardi' }] },
        ],
      },
    };
    expect(pollOf({ type: 'm.poll.start', content: stable })).toEqual({
      kind: 'poll',
      question: 'Quel jour ?',
      answers: [
        { id: 'a', text: 'lundi' },
        { id: 'b', text: 'mardi' },
      ],
      maxSelections: 2,
      disclosed: true,
    });
    expect(rowOf(start(), []).content).toMatchObject({ kind: 'poll', question: 'Quel jour ?', disclosed: true, maxSelections: 1 });
  });

  it('an unknown kind hides its results', () => {
    const content = { ...asked() };
    content[pollTypes.start] = { ...(content[pollTypes.start] as JsonObject), kind: 'fr.test.other' };
    expect(stateOf(start(content), [])).toMatchObject({ results: null });
  });

  it('more than twenty answers end at twenty; one id twice is one answer; without question or answers it is none', () => {
    const answers = Array.from({ length: 30 }, (_, index) => ({ id: `a${index}`, text: `Réponse ${index}` }));
    const content = rowOf(start(asked({ answers, maxSelections: 99 })), []).content;
    expect(content.kind === 'poll' && [content.answers.length, content.maxSelections]).toEqual([20, 20]);
    const twice = rowOf(start(asked({ answers: [...answers.slice(0, 2), { id: 'a0', text: 'Autre' }] })), []).content;
    expect(twice.kind === 'poll' && twice.answers.map(({ text }) => text)).toEqual(['Réponse 0', 'Réponse 1']);
    for (const broken of [asked({ question: ' ' }), asked({ answers: [] }), {}, { [pollTypes.start]: null } as JsonObject])
      expect(rowOf(start(broken), []).content).toEqual({ kind: 'unsupported', eventType: pollTypes.start });
  });
});

describe('MSC3381 m.poll.response', () => {
  it('of each person the latest vote counts, by its time and not by its coming', () => {
    const poll = start();
    const votes = [vote(poll, carol, ['mardi'], 30), vote(poll, carol, ['lundi'], 20), vote(poll, alice, ['lundi'], 5)];
    expect(stateOf(poll, votes)).toEqual({ ended: false, voters: 2, own: ['lundi'], results: [1, 1, 0], unreadable: 0 });
  });

  it('a spoiled vote takes the earlier one back: unknown answers, none, or no list at all', () => {
    const poll = start();
    for (const spoiled of [[], ['dimanche'], ['lundi', 'dimanche'], 'lundi', null, [7], [['lundi']]])
      expect(stateOf(poll, [vote(poll, carol, ['lundi'], 1), vote(poll, carol, spoiled, 2)])).toMatchObject({
        voters: 0,
        results: [0, 0, 0],
      });
  });

  it('answers beyond max_selections do not count, nor does one that is told twice', () => {
    const poll = start(asked({ maxSelections: 2 }));
    expect(stateOf(poll, [vote(poll, carol, ['lundi', 'mardi', 'jeudi'])]).results).toEqual([1, 1, 0]);
    expect(stateOf(poll, [vote(poll, carol, ['lundi', 'lundi'])]).results).toEqual([1, 0, 0]);
  });

  it('a redacted vote is none, and what relates by another relation or type is no vote', () => {
    const poll = start();
    const redacted = event({ type: pollTypes.response, redactedBy: carol, content: {} });
    const forged = event({ sender: carol, content: { ...vote(poll, carol, ['lundi']).content, msgtype: 'm.text', body: 'lundi' } });
    expect(stateOf(poll, [redacted, forged])).toMatchObject({ voters: 0 });
  });

  it('in an encrypted poll a vote in clear does not count, and one that cannot be read is told', () => {
    const poll = readable(asked(), { type: pollTypes.start, sender: bob, at: later(0) });
    const content = { ...about(poll), [pollTypes.response]: { answers: ['lundi'] } };
    const sealed = readable(content, { type: pollTypes.response, sender: carol, at: later(5) });
    const locked = event({ sender: alice, content, decryption: { status: 'failed', sessionId: 's', reason: 'waiting' } });
    expect(stateOf(poll, [sealed, vote(poll, alice, ['mardi']), locked])).toMatchObject({
      voters: 1,
      own: [],
      results: [1, 0, 0],
      unreadable: 1,
    });
  });

  it('has no row of its own, even while it cannot be read', () => {
    const poll = start();
    const locked = event({ content: about(poll), decryption: { status: 'pending', sessionId: 's' } });
    expect([vote(poll, carol, ['lundi']), locked].map(isDisplayable)).toEqual([false, false]);
  });
});

describe('MSC3381 m.poll.end', () => {
  it('the first end by who asked ends it; votes after that are late', () => {
    const poll = start(asked({ disclosed: false }));
    const votes = [vote(poll, carol, ['lundi'], 10), vote(poll, alice, ['mardi'], 20), vote(poll, carol, ['jeudi'], 21)];
    expect(stateOf(poll, votes)).toMatchObject({ ended: false, results: null, own: ['mardi'] });
    expect(stateOf(poll, [...votes, end(poll, bob, 40), end(poll, bob, 20)])).toMatchObject({ ended: true, results: [1, 1, 0] });
  });

  it('nobody else ends it but who may remove it', () => {
    const poll = start();
    expect(stateOf(poll, [end(poll, carol, 20)]).ended).toBe(false);
    const profiles = new Map([[carol, { ...profile(carol, 'Carole'), power: 50 }]]);
    expect(stateOf(poll, [end(poll, carol, 20)], { profiles }).ended).toBe(true);
  });
});

describe('a poll that changes', () => {
  const rephrased = (poll: EventRecord, at: number, sender = bob): EventRecord => {
    const content = asked({ question: 'Quel mois ?' });
    const relates = { 'm.new_content': content, 'm.relates_to': { rel_type: 'm.replace', event_id: poll.eventId } };
    return event({ type: pollTypes.start, sender, at: later(at), content: { ...content, ...relates } });
  };
  const question = (row: MessageItem): string => (row.content.kind === 'poll' ? row.content.question : '');

  it('is edited by its author only before others voted: nobody is made to say what they did not', () => {
    const poll = start();
    expect(question(rowOf(poll, [rephrased(poll, 5), vote(poll, carol, ['lundi'], 10)]))).toBe('Quel mois ?');
    expect(question(rowOf(poll, [rephrased(poll, 15), vote(poll, carol, ['lundi'], 10)]))).toBe('Quel jour ?');
    expect(question(rowOf(poll, [rephrased(poll, 5, carol)]))).toBe('Quel jour ?');
    expect(rowOf(poll, [edit(poll, 'un texte')]).content.kind).toBe('poll');
  });

  it('shows our vote and our end at once, and says where they failed', () => {
    const poll = start();
    const voting = echo('m1', { kind: 'vote', target: poll.eventId, answers: ['mardi'] });
    expect(rowOf(poll, [vote(poll, alice, ['lundi'])], { echoes: [voting] })).toMatchObject({
      status: 'queued',
      poll: { own: ['mardi'], results: [0, 1, 0] },
    });
    const failed = echo('m2', { kind: 'vote', target: poll.eventId, answers: ['mardi'] }, { status: 'failed', failure: 'forbidden' });
    expect(rowOf(poll, [], { echoes: [failed] })).toMatchObject({ status: 'failed', failure: 'forbidden', poll: { own: [] } });
    const ending = echo('m3', { kind: 'poll-end', target: poll.eventId, body: 'fini' });
    expect(stateOf(poll, [], { echoes: [ending] }).ended).toBe(true);
  });

  it('can be voted in while it waits in the queue itself', () => {
    const { [pollTypes.start]: _, ...rest } = asked();
    expect(rest).toHaveProperty(['org.matrix.msc1767.text'], 'Quel jour ?\n1. lundi\n2. mardi\n3. jeudi');
    const answers = [
      { id: 'a', text: 'oui' },
      { id: 'b', text: 'non' },
    ];
    const poll = echo('p1', { kind: 'poll', question: 'Prêts ?', answers, maxSelections: 1, disclosed: true, replyTo: null });
    const mine = echo('p2', { kind: 'vote', target: poll.record.transactionId, answers: ['b'] });
    const row = buildTimeline(input([], { echoes: [poll, mine] }), options).find(({ type }) => type === 'message');
    expect(row).toMatchObject({ content: { kind: 'poll', question: 'Prêts ?' }, poll: { own: ['b'], results: [0, 1], voters: 1 } });
  });
});
