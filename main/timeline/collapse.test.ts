import { expect, it } from 'vitest';
import type { TimelineItem, UserId } from '../../preload/contract/index.ts';
import { build, types } from '../../test/craft/drawn.ts';
import { event, input, options, text } from '../../test/craft/index.ts';
import { TimelineBuilder } from './builder.ts';

const arrives = (name: string) =>
  event({
    type: 'm.room.member',
    sender: `@${name}:tchap.test` as UserId,
    stateKey: `@${name}:tchap.test`,
    content: { membership: 'join', displayname: name },
  });
const many = (count: number, prefix = 'agent') => Array.from({ length: count }, (_, at) => arrives(`${prefix}${at}`));
const rowsOf = (item: TimelineItem | undefined): number => (item?.type === 'changes' ? item.rows.length : -1);
const drawn = (items: TimelineItem[]): TimelineItem[] => items.filter(({ type }) => type !== 'day' && type !== 'start');

it('changes that follow one another are one row, which messages and what changes the room itself divide', () => {
  const renamed = event({ type: 'm.room.name', stateKey: '', content: { name: 'Nouveau nom' }, previous: { name: 'Salon' } });
  const items = drawn(build([...many(4), event({ content: text('bonjour') }), ...many(3, 'a'), renamed, ...many(2, 'b')]));
  expect(types(items)).toEqual(['changes', 'message', 'changes', 'state', 'state', 'state']);
  expect([rowsOf(items[0]), rowsOf(items[2])]).toEqual([4, 3]);
});

it('a group keeps its id while it grows at its end, and its identity while nothing changes', () => {
  const builder = new TimelineBuilder(options);
  const events = many(3);
  const [before, again] = [drawn(builder.build(input(events))), drawn(builder.build(input(events)))];
  expect(again[0]).toBe(before[0]);
  const after = drawn(builder.build(input([...events, arrives('tard')])));
  expect([after[0]?.id, rowsOf(after[0])]).toEqual([before[0]?.id, 4]);
});

it('the line of new messages stands between groups, and a crowd makes several', () => {
  const events = many(450);
  const unreadAfter = events[9]?.eventId ?? null;
  const items = drawn(build(events, { unreadAfter }));
  expect(items.map((item) => (item.type === 'changes' ? item.rows.length : item.type))).toEqual([10, 'unread', 200, 200, 40]);
});
