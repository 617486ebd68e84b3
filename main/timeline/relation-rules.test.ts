import { describe, expect, it } from 'vitest';
import type { EventId, UserId } from '../../preload/contract/index.ts';
import { bodies, build, messages, only } from '../../test/craft/drawn.ts';
import { alice, bob, carol, edit, event, input, options, reaction, readable, text } from '../../test/craft/index.ts';
import type { EventRecord, JsonObject } from '../records/index.ts';
import { buildTimeline } from './builder.ts';
import { TimelineController } from './controller.ts';

/** Named after the sections of the client-server API (version 1.15 and later) whose rules they hold. */
const replaces = (target: EventRecord): JsonObject => ({ 'm.relates_to': { rel_type: 'm.replace', event_id: target.eventId } });
const changed = (target: EventRecord, body: string): JsonObject => ({
  ...text(`* ${body}`),
  'm.new_content': text(body),
  ...replaces(target),
});
const told = (original: EventRecord, ...relations: EventRecord[]) => {
  const row = only(build([original], { relations }));
  return ['body' in row.content ? row.content.body : row.content.kind, row.edited];
};

describe('Event replacements: Validity of replacement events', () => {
  const original = event({ content: text('un') });

  it.each([
    ['another sender', edit(original, 'deux', { sender: carol })],
    ['another type', event({ sender: bob, type: 'm.sticker', content: changed(original, 'deux') })],
    ['a state key', event({ sender: bob, stateKey: '', content: changed(original, 'deux') })],
    ['no m.new_content', event({ sender: bob, content: { ...text('* deux'), ...replaces(original) } })],
    [
      'an m.new_content that is no object',
      event({ sender: bob, content: { ...text('* deux'), ...replaces(original), 'm.new_content': 'x' } }),
    ],
  ])('an edit with %s is ignored', (_what, invalid) => expect(told(original, invalid)).toEqual(['un', false]));

  it('an edit of an edit is ignored', () => {
    const first = edit(original, 'deux');
    expect(told(original, first, edit(first, 'trois'))).toEqual(['deux', true]);
  });

  it('an edit may have another msgtype', () => {
    const row = only(
      build([original], {
        relations: [event({ sender: bob, content: { ...changed(original, 'x'), 'm.new_content': { msgtype: 'm.emote', body: 'range' } } })],
      }),
    );
    expect(row.content).toMatchObject({ style: 'emote', body: 'range' });
  });
});

describe('Event replacements: Editing encrypted events', () => {
  const original = readable(text('un'));

  it('the relation stands in the clear part; one in the ciphertext is ignored', () => {
    const other = readable(text('autre'));
    const clear = { type: 'm.room.message', content: changed(other, 'deux') };
    const pointing = { ...readable(changed(original, 'deux')), decryption: { status: 'ok' as const, clear, shield: null } };
    const rows = messages(build([original, other], { relations: [pointing] }));
    expect(rows.map(({ content }) => 'body' in content && content.body)).toEqual(['deux', 'autre']);
  });

  it('m.new_content in the clear part is ignored, and an edit in clear of an encrypted message too', () => {
    const sent = readable({ ...text('* deux'), ...replaces(original) });
    const outside = { ...sent, content: { ...sent.content, 'm.new_content': text('forgé') } };
    expect(told(original, outside)).toEqual(['un', false]);
    expect(told(original, edit(original, 'forgé'))).toEqual(['un', false]);
  });
});

describe('Event replacements: Applying m.new_content', () => {
  it('all of the content is overwritten: no formatted_body of before, and m.relates_to stays that of the original', () => {
    const asked = event({ content: text('Alors ?') });
    const formatted = { ...text('un'), format: 'org.matrix.custom.html', formatted_body: '<b>un</b>' };
    const original = event({ content: { ...formatted, 'm.relates_to': { 'm.in_reply_to': { event_id: asked.eventId } } } });
    const new_content = { ...text('deux'), 'm.relates_to': { 'm.in_reply_to': { event_id: '$autre' } } };
    const change = event({ sender: bob, content: { ...changed(original, 'deux'), 'm.new_content': new_content } });
    const [, row] = messages(build([asked, original], { relations: [change] }));
    expect(row).toMatchObject({ content: { body: 'deux', html: null }, replyTo: { eventId: asked.eventId } });
  });
});

describe('Event replacements: Client behaviour', () => {
  const original = event({ content: text('un') });
  it('the newest by origin_server_ts counts, of equal ones the greatest event id, in whatever order they come', () => {
    const late = edit(original, 'tard', { at: original.sentAt + 9, id: '$b' });
    const same = edit(original, 'autre', { at: original.sentAt + 9, id: '$a' });
    const early = edit(original, 'tôt', { at: original.sentAt + 5 });
    for (const order of [
      [late, same, early],
      [early, same, late],
      [same, late, early],
    ])
      expect(told(original, ...order)).toEqual(['tard', true]);
  });

  it('an edit or a reaction that came before its message is applied once that is here', () => {
    const controller = new TimelineController(options);
    const relations = [edit(original, 'deux'), reaction(original, '👍')];
    controller.update(input([], { relations }));
    controller.update(input([original], { relations }));
    expect(only(controller.items)).toMatchObject({ content: { body: 'deux' }, reactions: [{ key: '👍', count: 1 }] });
  });
});

describe('Event replacements: Redactions of edited events', () => {
  const original = event({ content: text('un') });
  it('a redacted edit gives way to the one before it, then to the message', () => {
    const first = edit(original, 'deux');
    const redacted = (at: number) => edit(original, 'trois', { redactedBy: bob, at: original.sentAt + at });
    expect(told(original, first, redacted(90_000))).toEqual(['deux', true]);
    expect(told(original, redacted(1000))).toEqual(['un', false]);
  });

  it('a redacted message shows no edit', () => {
    const gone = event({ redactedBy: bob });
    expect(told(gone, edit(gone, 'revenu'))).toEqual(['redacted', false]);
  });
});

describe('Event replacements: Edits of events with mentions', () => {
  it('the m.mentions of m.new_content say whom the message mentions now', () => {
    const original = event({ content: { ...text('Bonjour Alice'), 'm.mentions': { user_ids: [alice] } } });
    const without = { ...changed(original, 'Bonjour'), 'm.mentions': {}, 'm.new_content': { ...text('Bonjour'), 'm.mentions': {} } };
    expect(only(build([original], { relations: [event({ sender: bob, content: without })] })).mentionsMe).toBe(false);
  });
});

describe('Event replacements: Edits of replies', () => {
  it('the quote that older clients put before the new text is taken off, and the answer stays one', () => {
    const asked = event({ content: text('Alors ?') });
    const original = event({ content: { ...text('un'), 'm.relates_to': { 'm.in_reply_to': { event_id: asked.eventId } } } });
    const change = { ...changed(original, 'deux'), 'm.new_content': text(`> <${bob}> Alors ?\n\ndeux`) };
    const [, row] = messages(build([asked, original], { relations: [event({ sender: bob, content: change })] }));
    expect(row).toMatchObject({ content: { body: 'deux' }, replyTo: { eventId: asked.eventId, excerpt: { text: 'Alors ?' } } });
  });
});

describe('Annotations: Avoiding duplicate annotations; Client behaviour', () => {
  const target = event();
  it('one counts for each sender and key; a redacted one does not, and its duplicate stands for it', () => {
    const twice = [reaction(target, '👍'), reaction(target, '👍'), reaction(target, '👍', { sender: carol })];
    expect(only(build([target], { relations: twice })).reactions).toMatchObject([{ key: '👍', count: 2 }]);
    const redacted = [reaction(target, '👍', { redactedBy: bob }), reaction(target, '👍')];
    expect(only(build([target], { relations: redacted })).reactions).toMatchObject([{ key: '👍', count: 1 }]);
    expect(only(build([target], { relations: redacted.slice(0, 1) })).reactions).toEqual([]);
  });
});

describe('Threading', () => {
  const root = event({ id: '$fil', content: text('Sujet') });
  const inThread = (body: string, more: JsonObject = {}, sender: UserId = bob) =>
    event({ sender, content: { ...text(body), 'm.relates_to': { rel_type: 'm.thread', event_id: root.eventId, ...more } } });
  const thread = (...events: EventRecord[]) => buildTimeline(input([root, ...events]), { ...options, thread: '$fil' as EventId });

  it('all events of a thread refer to its root: one that refers to another event is none of it', () => {
    const first = inThread('un');
    const nested = event({ content: { ...text('deux'), 'm.relates_to': { rel_type: 'm.thread', event_id: first.eventId } } });
    expect(bodies(thread(first, nested))).toEqual(['Sujet', 'un']);
  });

  it('Fallback for unthreaded clients: with is_falling_back the answer is none', () => {
    const [, row] = messages(thread(inThread('un', { is_falling_back: true, 'm.in_reply_to': { event_id: root.eventId } })));
    expect(row?.replyTo).toBeNull();
  });

  it.each([[{ is_falling_back: false }], [{}]])('Replies within threads: with %j it is one', (flag) => {
    const [, row] = messages(thread(inThread('un', { ...flag, 'm.in_reply_to': { event_id: root.eventId } })));
    expect(row?.replyTo).toMatchObject({ eventId: root.eventId });
  });
});

describe('Redactions: of what relates to another event', () => {
  it('takes the relation away: no edit, no reaction, and of a thread an empty message of the conversation', () => {
    const target = event({ content: text('un') });
    const relations = [edit(target, 'deux', { redactedBy: bob }), reaction(target, '👍', { redactedBy: bob })];
    expect(only(build([target], { relations }))).toMatchObject({ content: { body: 'un' }, edited: false, reactions: [] });
  });
});
