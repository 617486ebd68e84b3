/** A large account as a server would send it, made from nothing: the same on every run. */
export interface Account {
  userId: string;
  rooms: number;
  /** Newest messages of each room in the first answer. */
  messages: number;
  /** The room 0 alone: how many messages and members it has, and the message up to which it was read. */
  large?: { messages: number; members: number; read: number };
}

type Json = { [key: string]: unknown };
const people = ['paul', 'claire', 'karim', 'lise', 'hugo', 'nadia', 'yann', 'emma'];
const words = 'bonjour comité dossier signature préfecture réunion document validé demain merci relecture calendrier pilote guichet'.split(
  ' ',
);
const start = Date.UTC(2026, 9, 1);

export const roomIdOf = (index: number): string => `!salon${index}:bench.test`;
const person = (index: number): string => `@${people[index % people.length] ?? 'paul'}:bench.test`;
const sentence = (seed: number): string =>
  Array.from({ length: 4 + (seed % 9) }, (_, i) => words[(seed * 7 + i * 3) % words.length]).join(' ');

/** A text message, the `index`th of its room. */
export function message(room: number, index: number): Json {
  return {
    event_id: `$m${room}x${index}`,
    sender: person(room + (index >> 1)),
    type: 'm.room.message',
    content: { msgtype: 'm.text', body: sentence(room * 31 + index) },
    origin_server_ts: start + room * 60_000 + index * 45_000,
  };
}

/** The first sync answer of the account. */
export function initialSync(account: Account): Json {
  const join = Object.fromEntries(Array.from({ length: account.rooms }, (_, room) => [roomIdOf(room), joinedRoom(account, room)]));
  return { next_batch: 's1', rooms: { join }, device_one_time_keys_count: { signed_curve25519: 50 }, account_data: { events: [] } };
}

/** A later answer with one new message in one room. */
export function oneMessage(room: number, index: number, batch: string): Json {
  return { next_batch: batch, rooms: { join: { [roomIdOf(room)]: { timeline: { events: [message(room, index)], limited: false } } } } };
}

/** A later answer with `count` new messages in one room. */
export function burst(room: number, from: number, count: number, batch: string): Json {
  const events = Array.from({ length: count }, (_, index) => message(room, from + index));
  return { next_batch: batch, rooms: { join: { [roomIdOf(room)]: { timeline: { events, limited: false } } } } };
}

function joinedRoom({ userId, messages, large }: Account, room: number): Json {
  const state = (type: string, content: Json, stateKey = '', sender = userId): Json => ({
    event_id: `$s${room}${type}${stateKey}`,
    sender,
    type,
    state_key: stateKey,
    content,
    origin_server_ts: start + room * 1000,
  });
  const whole = room === 0 ? large : undefined;
  const others = Array.from({ length: (whole?.members ?? 4) - 1 }, (_, index) =>
    index < 8 ? person(room + index) : `@agent${index}:bench.test`,
  );
  const members = [userId, ...others];
  const count = whole?.messages ?? messages;
  return {
    summary: { 'm.joined_member_count': members.length, 'm.invited_member_count': 0, 'm.heroes': members.slice(1, 6) },
    state: {
      events: [
        state('m.room.create', { room_version: '11' }),
        state('m.room.name', { name: `Salon ${room} ${words[room % words.length] ?? ''}` }),
        state('m.room.join_rules', { join_rule: 'invite' }),
        state('m.room.history_visibility', { history_visibility: 'shared' }),
        state('m.room.power_levels', { users: { [userId]: 100 } }),
        ...members.map((member) => state('m.room.member', { membership: 'join', displayname: member.slice(1, 6) }, member, member)),
      ],
    },
    timeline: { events: Array.from({ length: count }, (_, index) => message(room, index)), limited: true, prev_batch: `p${room}` },
    unread_notifications: { notification_count: room % 7 === 0 ? 3 : 0, highlight_count: 0 },
    ephemeral: { events: [] },
    account_data: { events: whole ? [{ type: 'm.fully_read', content: { event_id: `$m0x${whole.read}` } }] : [] },
  };
}
