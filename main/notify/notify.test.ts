import { describe, expect, it } from 'vitest';
import type { EventId, RoomId, UserId } from '../../preload/contract/index.ts';
import { alice, bob, carol, event, morning, readable, roomId, text } from '../../test/craft/index.ts';
import { pollStartContent, pollTypes, type EventRecord, type Json, type RoomRecord } from '../records/index.ts';
import { badgeOf, evaluateRules, Notifications, pushRulesOf, type Arrival, type Moment, type PushContext } from './index.ts';
import { globMatches, wordsMatch } from './glob.ts';

const context: PushContext = { ownDisplayName: 'Alice Martin', memberCount: 5, senderPower: 0, roomNotificationPower: 50 };
const defaults = pushRulesOf(null, alice);
const decide = (one: EventRecord, change: Partial<PushContext> = {}, rules = defaults) =>
  evaluateRules(rules, one, { ...context, ...change }, alice);

const room: RoomRecord = {
  roomId,
  membership: 'join',
  name: 'Cellule de crise',
  topic: '',
  avatarMxc: null,
  encrypted: true,
  accessRule: null,
  forcedUnencrypted: false,
  joinRule: 'invite',
  historyVisibility: 'shared',
  version: '11',
  heroes: [],
  joinedCount: 5,
  invitedCount: 0,
  inviter: null,
  directUserId: null,
  tags: { favourite: false, lowPriority: false },
  muted: false,
  unread: 0,
  mentions: 0,
  threads: [],
  markedUnread: false,
  mode: null,
  uncounted: false,
  preview: null,
  activityAt: 0,
  readMarker: null,
  membersComplete: true,
  type: null,
  successor: null,
  predecessor: null,
  retentionMs: null,
  children: [],
  requests: 0,
  parting: null,
  power: { own: 0, invite: 50, send: 0, redact: 50, pin: 50, notifyRoom: 50, kick: 50, children: 50 },
};

describe('13.13.1.6 predefined rules', () => {
  it('messages notify, loudly in a room of two', () => {
    expect(decide(event())).toEqual({ notify: true, highlight: false, sound: null });
    expect(decide(event(), { memberCount: 2 })).toEqual({ notify: true, highlight: false, sound: 'default' });
    expect(decide(readable(text('x')), { memberCount: 2 }).notify).toBe(true);
  });

  it('MSC3930: a poll notifies as a message does, by its words too; votes and ends do not', () => {
    const poll = pollStartContent({
      question: 'Alice Martin vient ?',
      answers: [{ id: 'o', text: 'oui' }],
      maxSelections: 1,
      disclosed: true,
    });
    expect(decide(event({ type: pollTypes.start, content: poll })).notify).toBe(true);
    const ring = { rule_id: 'vient', default: false, enabled: true, pattern: 'vient', actions: ['notify', { set_tweak: 'highlight' }] };
    const rules = pushRulesOf({ global: { content: [ring] } }, alice);
    expect(decide(readable(poll, { type: pollTypes.start }), {}, rules).highlight).toBe(true);
    for (const type of [pollTypes.response, pollTypes.end]) expect(decide(event({ type, content: {} })).notify).toBe(false);
  });

  it('notices, membership, reactions, edits, own and redacted events do not', () => {
    const edit = { ...text('x'), 'm.relates_to': { rel_type: 'm.replace', event_id: '$x' } };
    for (const one of [
      event({ content: { msgtype: 'm.notice', body: 'Alice Martin' } }),
      event({ type: 'm.room.member', stateKey: carol, content: { membership: 'join' } }),
      event({ type: 'm.reaction', content: {} }),
      event({ content: edit }),
      event({ sender: alice }),
      event({ redactedBy: bob }),
    ]) {
      expect(decide(one).notify, one.type).toBe(false);
    }
  });

  it('mentions highlight; of the room only by those who may', () => {
    const mention = (mentions: Json) => event({ content: { ...text('x'), 'm.mentions': mentions } });
    expect(decide(mention({ user_ids: [alice] }))).toEqual({ notify: true, highlight: true, sound: 'default' });
    expect(decide(mention({ room: true })).highlight).toBe(false);
    expect(decide(mention({ room: true }), { senderPower: 50 }).highlight).toBe(true);
    expect(decide(mention({ room: 'true' }), { senderPower: 50 }).highlight).toBe(false);
  });

  it('the old rules for names hold without m.mentions, and not with it', () => {
    expect(decide(event({ content: text('Bonjour alice martin !') })).highlight).toBe(true);
    expect(decide(event({ content: text('Bonjour Alice') })).highlight).toBe(true);
    expect(decide(event({ content: text('malice') })).highlight).toBe(false);
    expect(decide(event({ content: { ...text('Alice Martin'), 'm.mentions': {} } })).highlight).toBe(false);
    expect(decide(event({ content: text('@room tous') }), { senderPower: 100 }).highlight).toBe(true);
  });
});

describe('13.13.1 rules of the account', () => {
  const rules = (override: Json[], more: { [kind: string]: Json[] } = {}) =>
    pushRulesOf({ global: { override, underride: [], ...more } }, alice);

  it('takes the first that matches, in the order of kinds', () => {
    const account = rules([], {
      room: [{ rule_id: roomId, actions: [] }],
      underride: [{ rule_id: 'u', conditions: [], actions: ['notify'] }],
      content: [{ rule_id: 'c', pattern: 'urgent*', actions: ['notify', { set_tweak: 'highlight', value: false }] }],
    });
    expect(decide(event(), {}, account).notify).toBe(false);
    expect(decide(event({ content: text('C’est URGENTISSIME.') }), {}, account)).toEqual({ notify: true, highlight: false, sound: null });
  });

  it('follows the master rule, and leaves disabled, malformed and unknown ones out', () => {
    const all = { conditions: [], actions: ['notify'] };
    expect(
      decide(
        event(),
        {},
        rules([
          { rule_id: '.m.rule.master', conditions: [], actions: [] },
          { rule_id: 'x', ...all },
        ]),
      ).notify,
    ).toBe(false);
    expect(decide(event(), {}, rules([{ rule_id: 'x', ...all, enabled: false }])).notify).toBe(false);
    expect(decide(event(), {}, rules([7, null, { rule_id: 5 }, { rule_id: 'x', actions: 'notify' }])).notify).toBe(false);
    expect(decide(event(), {}, rules([{ rule_id: 'x', conditions: [{ kind: 'constructor' }], actions: ['notify'] }])).notify).toBe(false);
  });

  it.each([
    [{ kind: 'event_property_is', key: 'content.level', value: 3 }, true],
    [{ kind: 'event_property_is', key: 'content.level', value: '3' }, false],
    [{ kind: 'event_property_is', key: 'content.a\\.b', value: null }, true],
    [{ kind: 'event_property_is', key: 'content.absent', value: null }, false],
    [{ kind: 'event_property_contains', key: 'content.list', value: 'x' }, true],
    [{ kind: 'event_match', key: 'sender', pattern: '@b?b:*' }, true],
    [{ kind: 'event_match', key: 'content.level', pattern: '*' }, false],
    [{ kind: 'room_member_count', is: '>4' }, true],
    [{ kind: 'room_member_count', is: '<=4' }, false],
    [{ kind: 'room_member_count', is: '5' }, true],
    [{ kind: 'room_member_count', is: 'five' }, false],
  ])('13.13.1.5 condition %j', (condition, expected) => {
    const one = event({ type: 'fr.test', content: { level: 3, 'a.b': null, list: ['x', 1] } });
    const account = rules([{ rule_id: 'x', conditions: [condition], actions: ['notify'] }]);
    expect(decide(one, {}, account).notify).toBe(expected);
  });

  it('globs stay fast on a hostile body', () => {
    const hostile = 'a'.repeat(60_000);
    expect(globMatches(hostile, '*a*a*a*a*a*a*b')).toBe(false);
    expect(wordsMatch(hostile, 'a*a*a*a*a*b')).toBe(false);
    expect(wordsMatch('prix : 10 €?', '10 €?')).toBe(true);
  });
});

describe('notifications', () => {
  const moment: Moment = {
    settings: { notifications: true, notificationContent: 'full' },
    language: 'fr',
    focusedRoom: null,
    quiet: false,
    locked: false,
  };
  const fresh = () => new Notifications({ ownUserId: alice, prefix: 'compte', startedAt: morning });
  const arrival = (events: EventRecord[], change: Partial<RoomRecord> = {}): Arrival => ({
    room: { ...room, unread: 1, ...change },
    events,
    rules: defaults,
    contextOf: () => context,
    nameOf: (sender: UserId) => (sender === bob ? 'Bob Durand' : sender),
  });

  it('tells sender, room and text as the settings allow', () => {
    const told = (notificationContent: 'none' | 'sender' | 'full', language: 'fr' | 'en' = 'fr', change: Partial<RoomRecord> = {}) => {
      const [order] = fresh().arrived(arrival([event({ content: text('Réunion à 14 h\u202E') })], change), {
        ...moment,
        language,
        settings: { notifications: true, notificationContent },
      });
      return order?.kind === 'show' ? [order.title, order.body] : [];
    };
    expect(told('full')).toEqual(['Bob Durand (Cellule de crise)', 'Réunion à 14 h']);
    expect(told('full', 'fr', { directUserId: bob })).toEqual(['Bob Durand', 'Réunion à 14 h']);
    expect(told('sender', 'en')).toEqual(['Bob Durand (Cellule de crise)', 'New message']);
    expect(told('none')).toEqual(['Tchap', 'Nouveau message']);
  });

  it.each([
    [{ msgtype: 'm.image', body: 'pont.jpg' }, 'Image\u00a0: pont.jpg', 'Image: pont.jpg'],
    [{ msgtype: 'm.video', body: 'crue.mp4' }, 'Vidéo\u00a0: crue.mp4', 'Video: crue.mp4'],
    [{ msgtype: 'm.file', body: 'note.pdf' }, 'Fichier\u00a0: note.pdf', 'File: note.pdf'],
    [{ msgtype: 'm.audio', body: 'reunion.mp3' }, 'Son\u00a0: reunion.mp3', 'Audio: reunion.mp3'],
    [
      { msgtype: 'm.audio', body: 'Message vocal.ogg', 'm.voice': {}, info: { duration: 12_000 } },
      'Message vocal, 0:12',
      'Voice message, 0:12',
    ],
    [{ msgtype: 'm.location', body: 'Brest', geo_uri: 'geo:48.39,-4.48' }, 'Position\u00a0: Brest', 'Location: Brest'],
    [text('```ts\nconst seuil = 12;\n```'), 'const seuil = 12;', 'const seuil = 12;'],
    [text('```\n```'), 'Code', 'Code'],
  ])('says what it is in both languages: %j', (content, french, english) => {
    for (const [language, words] of [
      ['fr', french],
      ['en', english],
    ] as const)
      expect(fresh().arrived(arrival([event({ content })]), { ...moment, language })).toMatchObject([{ body: words }]);
  });

  it('tells no name and no text while the session or the screen is locked, and takes back what was shown', () => {
    const notifications = fresh();
    const [order] = notifications.arrived(arrival([event({ content: text('Secret') })]), { ...moment, locked: true });
    expect(order).toMatchObject({ title: 'Tchap', body: 'Nouveau message', answerable: false });
    expect(notifications.clearAll()).toEqual([{ kind: 'clear', tag: `compte ${roomId}` }]);
    expect(notifications.clearAll()).toEqual([]);
  });

  it('says nothing in quiet hours, of an invitation either', () => {
    const quiet = { ...moment, quiet: true };
    expect(fresh().arrived(arrival([event()]), quiet)).toEqual([]);
    expect(fresh().roomChanged({ ...room, membership: 'invite', inviter: null }, quiet)).toEqual([]);
  });

  it('names its message and the thread, and can be answered where the text is shown and the agent may write', () => {
    const order = (change: Partial<RoomRecord>, one = event()) => fresh().arrived(arrival([one], change), moment)[0];
    const inThread = { ...text('x'), 'm.relates_to': { rel_type: 'm.thread', event_id: '$root' } };
    expect(order({}, event({ id: '$m' }))).toMatchObject({ message: { eventId: '$m', thread: null }, answerable: true });
    expect(order({}, event({ id: '$t', content: inThread }))).toMatchObject({ message: { eventId: '$t', thread: '$root' } });
    expect(order({ power: { ...room.power, send: 50 } })).toMatchObject({ answerable: false });
  });

  it('one for each room: a later message replaces it and counts', () => {
    const notifications = fresh();
    const [first] = notifications.arrived(arrival([event()]), moment);
    const [second] = notifications.arrived(arrival([event(), event()]), {
      ...moment,
      settings: { notifications: true, notificationContent: 'none' },
    });
    expect(second).toMatchObject({ kind: 'show', tag: first?.tag, body: '3 nouveaux messages' });
  });

  it('says nothing of the room in focus, of old events, of what was read, or when switched off', () => {
    const [read, next] = [event(), event()];
    expect(fresh().arrived(arrival([read]), { ...moment, focusedRoom: roomId })).toEqual([]);
    expect(fresh().arrived(arrival([event({ at: morning - 1 })]), moment)).toEqual([]);
    expect(fresh().arrived(arrival([read, next], { readMarker: next.eventId }), moment)).toEqual([]);
    expect(fresh().arrived(arrival([read, event({ sender: alice })]), moment)).toEqual([]);
    expect(fresh().arrived(arrival([read]), { ...moment, settings: { notifications: false, notificationContent: 'full' } })).toEqual([]);
    expect(fresh().arrived(arrival([read, next], { readMarker: read.eventId }), moment)).toHaveLength(1);
  });

  it('waits for what cannot be read yet, and tells it once it can', () => {
    const notifications = fresh();
    const locked = event({ id: '$locked', decryption: { status: 'pending', sessionId: 's' } });
    expect(notifications.arrived(arrival([locked]), moment)).toEqual([]);
    expect(notifications.pendingIn(roomId)).toEqual(['$locked']);
    const [order] = notifications.arrived(arrival([readable(text('Lisible'), { id: '$locked' })]), moment);
    expect(order).toMatchObject({ body: 'Lisible' });
    expect(notifications.pendingIn(roomId)).toEqual([]);
  });

  it('is taken back when the room is read here or elsewhere, or left', () => {
    const clear = [{ kind: 'clear', tag: `compte ${roomId}` }];
    const standing = (): Notifications => {
      const notifications = fresh();
      notifications.arrived(arrival([event()]), moment);
      return notifications;
    };
    expect(standing().focused(roomId)).toEqual(clear);
    expect(standing().roomChanged({ ...room, unread: 1 }, moment)).toEqual([]);
    expect(standing().roomChanged({ ...room, unread: 0 }, moment)).toEqual(clear);
    expect(standing().roomChanged({ ...room, unread: 1, readMarker: '$read' as EventId }, moment)).toEqual(clear);
    expect(standing().roomChanged({ ...room, unread: 1, membership: 'leave' }, moment)).toEqual(clear);
    expect(standing().focused('!other:x' as RoomId)).toEqual([]);
  });

  it('tells a new invitation once, and none that was there before', () => {
    const invitation: RoomRecord = { ...room, membership: 'invite', inviter: { userId: bob, name: 'Bob Durand' } };
    const notifications = fresh();
    expect(notifications.roomChanged(invitation, moment)).toMatchObject([{ title: 'Bob Durand vous invite', body: 'Cellule de crise' }]);
    expect(notifications.roomChanged(invitation, moment)).toEqual([]);
    const later = fresh();
    later.begin([invitation]);
    expect(later.roomChanged(invitation, moment)).toEqual([]);
  });
});

describe('badge', () => {
  it('counts unread messages; of muted rooms the mentions only, an invitation as one', () => {
    expect(
      badgeOf([
        { ...room, unread: 3 },
        { ...room, unread: 9, muted: true },
        { ...room, membership: 'invite' },
      ]),
    ).toEqual({ count: 4, mention: false });
    expect(
      badgeOf([
        { ...room, unread: 9, mentions: 2, muted: true },
        { ...room, membership: 'leave', unread: 5 },
      ]),
    ).toEqual({ count: 2, mention: true });
    expect(badgeOf([{ ...room, markedUnread: true }])).toEqual({ count: 1, mention: false });
  });
});
