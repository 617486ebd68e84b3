import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { timelineItem, type EventId } from '../../preload/contract/index.ts';
import { bodies } from '../../test/craft/drawn.ts';
import type { Json, JsonObject } from '../records/index.ts';
import { buildTimeline } from './builder.ts';
import { alice, bob, carol, event, input, morning, text, options } from '../../test/craft/index.ts';

describe('bad input', () => {
  it('draws 3,000 seeded hostile events as items of the contract, with unique ids', () => {
    let state = 42;
    const below = (limit: number): number => (state = (state * 1103515245 + 12345) & 0x7fffffff) % limit;
    const pick = <T>(list: readonly T[]): T => list[below(list.length)] as T;
    const junk = (depth: number): Json =>
      pick<() => Json>([
        () => null,
        () => 'x\u202E\u0000<script>',
        () => -1,
        () => 1e308,
        () => true,
        () => (depth > 4 ? 'y' : [junk(depth + 1), junk(depth + 1)]),
        () => (depth > 4 ? {} : { url: junk(depth + 1), event_id: pick(['$e1', '', '$bad id', junk(5)]), membership: junk(5), w: junk(5) }),
        () => 'mxc://a/b',
      ])();
    const fields = [
      'msgtype',
      'body',
      'format',
      'formatted_body',
      'url',
      'file',
      'info',
      'filename',
      'm.relates_to',
      'm.new_content',
      'm.mentions',
      'membership',
      'name',
      'displayname',
      'geo_uri',
      'm.poll',
      'org.matrix.msc3381.poll.start',
      'org.matrix.msc3381.poll.response',
      'm.selections',
      'm.location',
      '__proto__',
      'constructor',
    ];
    const msgtypes = ['m.text', 'm.image', 'm.file', 'm.video', 'm.audio', 'm.location', 'm.emote', 'toString'];
    const run = Array.from({ length: 3000 }, (_, i) => {
      const content: JsonObject = Object.fromEntries(Array.from({ length: below(8) }, () => [pick(fields), junk(0)]));
      if (below(2)) content['msgtype'] = pick(msgtypes);
      if (below(3) === 0)
        content['m.relates_to'] = {
          rel_type: pick(['m.replace', 'm.annotation', 'm.thread', 'm.reference', 7]),
          event_id: `$h${below(3000)}`,
          key: junk(5),
          'm.in_reply_to': junk(3),
        };
      return event({
        id: `$h${i}`,
        type: pick([
          'm.room.message',
          'm.sticker',
          'm.reaction',
          'm.room.member',
          'm.room.name',
          'm.poll.start',
          'm.poll.response',
          'm.poll.end',
          'hasOwnProperty',
        ]),
        sender: pick([alice, bob, carol]),
        at: pick([0, 8.64e15, Number.MAX_SAFE_INTEGER, morning, morning + below(1e9)]),
        content,
        previous: { membership: junk(5), name: junk(5) },
        ...(below(3) === 0 ? { stateKey: pick(['', bob, '@x']) } : {}),
        ...(below(4) === 0 ? { transactionId: pick(['t1', 'start', ':start', 'a b', '$h1']) } : {}),
      });
    });
    const failures: unknown[] = [];
    const items = buildTimeline(input(run, { relations: run, unreadAfter: '$h5' as EventId }), {
      ...options,
      onError: (...failure) => failures.push(failure),
    });
    expect(failures).toEqual([]);
    expect(items.length).toBeGreaterThan(500);
    expect(new Set(items.map(({ id }) => id)).size).toBe(items.length);
    for (const item of items) expect(v.safeParse(timelineItem, item).issues ?? []).toEqual([]);
  });

  it('one event that cannot be drawn is unsupported, and the others are drawn', () => {
    const failures: string[] = [];
    const [good, bad] = [event({ content: text('bien') }), event({ content: { msgtype: 'm.image', body: 'x', url: 'mxc://a/b' } })];
    const broken = (): never => {
      throw new Error('no address');
    };
    const items = buildTimeline(input([good, bad]), { ...options, mediaUrl: broken, onError: (eventId) => failures.push(eventId) });
    expect(bodies(items)).toEqual(['bien', 'unsupported']);
    expect(failures).toEqual([bad.eventId]);
  });
});
