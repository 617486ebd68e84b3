import { describe, expect, it } from 'vitest';
import { build, messages, only, types } from '../../test/craft/drawn.ts';
import * as craft from '../../test/craft/index.ts';
import { buildTimeline } from './builder.ts';
import { TimelineController } from './controller.ts';

const { alice, bob, carol, event, input, minute, morning, options, text } = craft;

describe('regions and dividers', () => {
  it('start, days by local midnight, remote events, local echoes', () => {
    // 22:59 and 23:01 UTC: a new day in Paris, not in London.
    const late = event({ at: Date.UTC(2026, 10, 23, 22, 59) });
    const next = event({ at: Date.UTC(2026, 10, 23, 23, 1) });
    const queued = craft.echo(
      't1',
      { kind: 'text', style: 'text', body: 'À demain', html: null, replyTo: null },
      { queuedAt: next.sentAt + minute },
    );
    const more = { before: 'start', echoes: [queued] } as const;
    expect(types(build([late, next], more))).toEqual(['start', 'day', 'message', 'day', 'message', 'message']);
    const london = buildTimeline(input([late, next], more), { ...options, timeZone: 'Europe/London' });
    expect(types(london)).toEqual(['start', 'day', 'message', 'message', 'message']);
  });

  it('ids stay unique when days go back and forth', () => {
    const day = 24 * 60 * minute;
    const items = build([event({ at: morning }), event({ at: morning - day }), event({ at: morning }), event({ at: 0 })]);
    expect(new Set(items.map((item) => item.id)).size).toBe(items.length);
  });

  it('shows a gap between runs', () => {
    const [a, b] = [event(), event()];
    expect(types(build([], { runs: [[a], [b]] }))).toEqual(['day', 'message', 'gap', 'message']);
  });

  it('continues a head for the same sender within five minutes, and never across a line', () => {
    const at = (offset: number, sender = bob) => event({ at: morning + offset, sender });
    const run = [at(0), at(minute), at(2 * minute, carol), at(8 * minute, carol), at(9 * minute, carol)];
    expect(messages(build(run)).map((item) => item.continued)).toEqual([false, true, false, false, true]);
    expect(messages(build(run, { unreadAfter: run[0]?.eventId ?? null })).map((item) => item.continued)).toEqual([
      false,
      false,
      false,
      false,
      true,
    ]);
  });
});

describe('unread line', () => {
  const [read, own, unread] = [event(), event({ sender: alice }), event()];

  it('comes before the first message of somebody else after the marker', () => {
    expect(types(build([read, own, unread], { unreadAfter: read.eventId }))).toEqual(['day', 'message', 'message', 'unread', 'message']);
  });

  it('does not come without a message of somebody else', () => {
    expect(types(build([read, own], { unreadAfter: read.eventId }))).not.toContain('unread');
    expect(types(build([read], { unreadAfter: read.eventId }))).not.toContain('unread');
  });
});

describe('local echo', () => {
  const send = { kind: 'text', style: 'text', body: 'Bonjour', html: null, replyTo: null } as const;

  it('keeps its id when it comes back as an event, and is never there twice', () => {
    const controller = new TimelineController(options);
    controller.update(input([event()], { echoes: [craft.echo('t1', send)] }));
    const back = event({ sender: alice, transactionId: 't1', content: text('Bonjour') });
    const first = controller.items[1];
    const diffs = controller.update(
      input([event({ id: first?.id ?? '$none' }), back], { echoes: [craft.echo('t1', send, { status: 'sent' })] }),
    );
    const item = messages(controller.items).find(({ id }) => id === 't1');
    expect(item).toMatchObject({ eventId: back.eventId, transactionId: 't1', status: 'sent' });
    expect(messages(controller.items)).toHaveLength(2);
    expect(diffs.filter(({ op }) => op === 'remove' || op === 'reset')).toEqual([]);
  });

  it('is known by its event id when the server did not return the transaction id', () => {
    const back = event({ sender: alice, id: '$sent' });
    const items = build([back], { echoes: [craft.echo('t1', send, { status: 'sent', eventId: '$sent' })] });
    expect(only(items).id).toBe('$sent');
  });

  it('another sender cannot take over a row by a transaction id', () => {
    const forged = event({ sender: bob, transactionId: 't1' });
    expect(messages(build([forged], { echoes: [craft.echo('t1', send)] })).map(({ id }) => id)).toEqual([forged.eventId, 't1']);
  });

  it('shows how far it is, and why it failed', () => {
    const echoes = [
      { ...craft.echo('a', send), sending: true },
      craft.echo('b', send, { status: 'failed', failure: 'forbidden' }),
      craft.echo('c', send, { status: 'sent', eventId: '$c' }),
    ];
    expect(messages(build([], { echoes })).map(({ status, failure }) => [status, failure])).toEqual([
      ['sending', null],
      ['failed', 'forbidden'],
      ['sent', null],
    ]);
  });

  it('edits, reactions and redactions show at once; a failed edit offers its retry', () => {
    const [mine, other] = [event({ sender: alice, content: text('un') }), event()];
    const echoes = [
      craft.echo('e', { kind: 'edit', target: mine.eventId, body: 'deux', html: null }, { status: 'failed', failure: 'server' }),
      craft.echo('r', { kind: 'reaction', target: other.eventId, key: '👍' }),
    ];
    const [edited, reacted] = messages(build([mine, other], { echoes }));
    expect(edited).toMatchObject({ content: { body: 'deux' }, edited: true, status: 'failed', transactionId: 'e' });
    expect(reacted?.reactions).toEqual([{ key: '👍', count: 1, own: true, ownRef: 'r', names: ['Alice Martin'] }]);
    const redaction = craft.echo('d', { kind: 'redaction', target: mine.eventId, reason: null });
    expect(only(build([mine], { echoes: [redaction] })).content).toMatchObject({ kind: 'redacted', byName: 'Alice Martin' });
  });

  it('an attachment shows as what it is', () => {
    const echo = craft.echo('f', { kind: 'attachment', attachmentId: 'a1' as never, caption: 'Le plan', replyTo: null });
    const attachment = {
      attachmentId: 'a1' as never,
      name: 'plan.png',
      mimetype: 'image/png',
      size: 9,
      width: 4,
      height: 3,
      file: null,
      mxc: null,
    };
    expect(only(build([], { echoes: [{ ...echo, attachment }] })).content).toMatchObject({
      kind: 'image',
      name: 'plan.png',
      caption: 'Le plan',
      width: 4,
    });
    expect(only(build([], { echoes: [echo] })).content).toMatchObject({ kind: 'file', name: '' });
  });
});
