import { describe, expect, it } from 'vitest';
import type { TimelineItem, UserId } from '../../preload/contract/index.ts';
import { applyDiffs } from '../../preload/wire/index.ts';
import * as craft from '../../test/craft/index.ts';
import type { EventRecord } from '../records/index.ts';
import { buildTimeline } from './builder.ts';
import { TimelineController } from './controller.ts';
import type { TimelineInput } from './types.ts';

const { alice, bob, carol, options } = craft;
const dan = '@dan:tchap.test' as UserId;

/** Changes such as syncs, keys, pages and the send queue bring, chosen by a seeded generator. */
function changes(below: (limit: number) => number) {
  const pick = <T>(list: readonly T[]): T => list[below(list.length)] as T;
  const anyone = (): UserId => pick([alice, bob, carol, dan]);
  let sent = 0;
  const live = (input: TimelineInput): readonly EventRecord[] => input.runs.at(-1) ?? [];
  const append = (input: TimelineInput, event: EventRecord): TimelineInput => ({
    ...input,
    runs: [...input.runs.slice(0, -1), [...live(input), event]],
  });
  const change = (input: TimelineInput, index: number, make: (event: EventRecord) => EventRecord): TimelineInput => ({
    ...input,
    runs: [...input.runs.slice(0, -1), live(input).map((one, at) => (at === index ? make(one) : one))],
  });
  const some = (input: TimelineInput): EventRecord => pick(input.runs.flat());
  return [
    (input: TimelineInput) => append(input, craft.event({ sender: anyone() })),
    (input: TimelineInput) =>
      append(
        input,
        craft.event({
          sender: anyone(),
          content: { ...craft.text('réponse'), 'm.relates_to': { 'm.in_reply_to': { event_id: some(input).eventId } } },
        }),
      ),
    (input: TimelineInput) => append(input, craft.member(dan, { membership: pick(['join', 'leave']), displayname: 'Dan' })),
    (input: TimelineInput) => ({ ...input, relations: [...input.relations, craft.edit(some(input), `corrigé ${sent++}`)] }),
    (input: TimelineInput) => ({
      ...input,
      relations: [...input.relations, craft.reaction(some(input), pick(['👍', '🎉']), { sender: anyone() })],
    }),
    (input: TimelineInput) => ({ ...input, relations: input.relations.slice(0, -1) }),
    (input: TimelineInput) => ({
      ...input,
      receipts: [craft.receipt(bob, some(input), craft.morning + sent), craft.receipt(carol, some(input))],
    }),
    (input: TimelineInput) => ({
      ...input,
      profiles: new Map([...input.profiles, [dan, craft.profile(dan, pick(['Dan', 'Bob Durand', null]))]]),
    }),
    (input: TimelineInput) => ({ ...input, profiles: new Map([...input.profiles].filter(([userId]) => userId !== dan)) }),
    (input: TimelineInput) =>
      change(input, below(live(input).length), (one) => ({ ...one, content: {}, redaction: { by: anyone(), reason: null } })),
    (input: TimelineInput) => ({ ...input, unreadAfter: some(input).eventId, encrypted: below(2) === 0 }),
    (input: TimelineInput) => ({ ...input, runs: [input.runs.flat().slice(0, 5), input.runs.flat().slice(5)] }),
    (input: TimelineInput) => ({ ...input, runs: [input.runs.flat()] }),
    (input: TimelineInput) => {
      const [text, target] = [`t${++sent}`, some(input).eventId];
      const content = pick([
        { kind: 'text', style: 'text', body: text, html: null, replyTo: target } as const,
        { kind: 'edit', target, body: text, html: null } as const,
        { kind: 'reaction', target, key: '👍' } as const,
        { kind: 'redaction', target, reason: null } as const,
      ]);
      return {
        ...input,
        echoes: [...input.echoes, craft.echo(text, content, pick([{}, { status: 'failed', failure: 'server' } as const]))],
      };
    },
    (input: TimelineInput) => {
      const [first, ...others] = input.echoes;
      const back = first && craft.event({ sender: alice, transactionId: first.record.transactionId });
      return { ...(back ? append(input, back) : input), echoes: others };
    },
  ];
}

describe('TimelineController', () => {
  it('shows through 300 seeded changes what building anew would show, and its diffs lead there', () => {
    let state = 7;
    const below = (limit: number): number => ((state = (state * 1103515245 + 12345) & 0x7fffffff) >> 8) % limit;
    const steps = changes(below);
    const controller = new TimelineController(options);
    let mirror: TimelineItem[] = [];
    controller.observe((diffs) => (mirror = applyDiffs(mirror, diffs)));
    let input = craft.input(Array.from({ length: 12 }, () => craft.event({ sender: bob })));
    for (let step = 0; step < 300; step++) {
      input = steps[below(steps.length)]?.(input) ?? input;
      controller.update(input);
      expect(controller.items, `step ${step}`).toEqual(buildTimeline(input, options));
      expect(mirror, `step ${step}`).toEqual(controller.items);
    }
  });

  it('tells one diff for one change, and none for none', () => {
    const controller = new TimelineController(options);
    const run = Array.from({ length: 300 }, (_, i) => craft.event({ sender: i % 3 === 0 ? alice : bob }));
    controller.update(craft.input(run));
    expect(controller.update(craft.input(structuredClone(run)))).toEqual([]);
    expect(controller.update(craft.input([...run, craft.event({ sender: carol })])).map(({ op }) => op)).toEqual(['insert']);
    const edited = controller.update(craft.input(run, { relations: [craft.edit(run[5] as EventRecord, 'corrigé')] }));
    expect(edited.map(({ op }) => op)).toEqual(['remove', 'set']);
  });
});
