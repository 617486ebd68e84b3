import { describe, expect, it } from 'vitest';
import { edit, event, reaction } from '../../../test/craft/index.ts';
import type { EventRecord } from '../../records/index.ts';
import type { TimelineSlice } from '../../store/index.ts';
import { TimelineWindow } from './window.ts';

const slice = (events: EventRecord[], before: TimelineSlice['before'] = 'hole', relations: EventRecord[] = []): TimelineSlice => ({
  events: events.map((one, index) => ({ event: one, position: { chunk: 0, index } })),
  before,
  relations,
});
const many = (count: number): EventRecord[] => Array.from({ length: count }, () => event());
const opened = (events: EventRecord[], before: TimelineSlice['before'] = 'hole'): TimelineWindow => {
  const window = new TimelineWindow();
  window.renew(slice(events, before));
  return window;
};

describe('TimelineWindow', () => {
  it('lets old rows go when live ones come for days, and says that they are stored', () => {
    const window = opened(many(50), 'start');
    for (let burst = 0; burst < 50; burst++) window.append(many(100));
    expect(window.size).toBeLessThanOrEqual(2000);
    expect(window.before).toBe('stored');
  });

  it('keeps what was paged in, whatever comes live', () => {
    const old = many(3000);
    const window = opened(many(50), 'stored');
    window.prepend(slice(old, 'start'));
    window.append(many(100));
    expect(window.live[0]).toBe(old[0]);
    expect(window.before).toBe('start');
  });

  it('lets go of what was paged in far above once the reader is at the end again, with what was about it', () => {
    const old = many(3000);
    const [first] = old as [EventRecord];
    const recent = many(50);
    const last = recent.at(-1) as EventRecord;
    const window = opened(recent, 'stored');
    window.prepend(slice(old, 'start', [reaction(first, '👍'), reaction(last, '🎉')]));
    window.letGo();
    expect(window.live.slice(-50)).toEqual(recent);
    expect([window.size, window.before]).toEqual([500, 'stored']);
    expect(window.relations.map((one) => one.content)).toEqual([reaction(last, '🎉').content]);
    window.letGo();
    expect(window.size).toBe(500);
  });

  it('a known event that comes again replaces the one that is there', () => {
    const [first, second] = many(2) as [EventRecord, EventRecord];
    const window = opened([first, second]);
    const healed = { ...first, content: { body: 'lisible' } };
    window.append([healed]);
    expect(window.live).toEqual([healed, second]);
  });

  it('a redaction empties rows, edits and reactions, also above a gap', () => {
    const [above, below] = many(2) as [EventRecord, EventRecord];
    const thumb = reaction(below, '👍');
    const window = opened([above]);
    window.freeze();
    window.renew(slice([below], 'hole', [thumb]));
    window.append([above, thumb].map((target) => event({ type: 'm.room.redaction', content: { redacts: target.eventId } })));
    expect(window.runs[0]?.[0]?.redaction).toEqual({ by: '@bob:tchap.test', reason: null });
    expect(window.relations.find(({ eventId }) => eventId === thumb.eventId)?.content).toEqual({});
  });

  it('a gap closes when the live run reaches what is above it', () => {
    const [a, b, c, d] = many(4) as [EventRecord, EventRecord, EventRecord, EventRecord];
    const window = opened([a, b], 'start');
    window.freeze();
    window.renew(slice([d]));
    expect([window.runs, window.before, window.beforeLive, window.hasGap]).toEqual([[[a, b], [d]], 'stored', 'hole', true]);
    window.renew(slice([a, b, c, d], 'start'));
    expect([window.runs, window.before, window.hasGap]).toEqual([[[a, b, c, d]], 'start', false]);
  });

  it('relations come with their rows, and nothing changes arrays that were given out', () => {
    const row = event();
    const window = opened([row]);
    const [runs, relations] = [window.live, window.relations];
    window.append([edit(row, 'corrigé'), event()]);
    expect([runs.length, relations.length, window.live.length, window.relations.length]).toEqual([1, 0, 2, 1]);
  });
});
