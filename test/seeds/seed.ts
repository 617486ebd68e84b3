import type { Homeserver, TestUser } from '../homeserver/index.ts';
import { Peer } from '../peer/index.ts';
import { crisis, direct, forum } from './content/others.ts';
import { project } from './content/project.ts';
import { chart, landscape, pdf } from './png.ts';
import { type Day, type Line, readScript } from './script.ts';

/** The agents of the demonstration, by the initial that conversations use. */
export const agents = {
  M: { localpart: 'marie.laurent', displayName: 'Marie Laurent' },
  P: { localpart: 'paul.bernard', displayName: 'Paul Bernard' },
  C: { localpart: 'claire.dubois', displayName: 'Claire Dubois' },
  K: { localpart: 'karim.benali', displayName: 'Karim Benali' },
} as const;
export type Initial = keyof typeof agents;
export type SeededUsers = Record<Initial, TestUser>;
export const initials = Object.keys(agents) as Initial[];

export interface Seeded {
  rooms: { project: string; crisis: string; direct: string; forum: string; invitation: string };
  /** Messages and files in all. */
  messages: number;
}

/** Who speaks in the conversations: each on another client, which set their account up. */
export interface Cast {
  peers: Record<Initial, Peer>;
  /** The verification code of each. */
  codes: Record<Initial, string>;
}

/** Makes the agents. Nobody has a device yet. */
export async function registerAgents(server: Homeserver, password = 'tchap-demo-2027'): Promise<SeededUsers> {
  const made = await Promise.all(
    initials.map(
      async (initial) => [initial, await server.registerUser(agents[initial].localpart, { ...agents[initial], password })] as const,
    ),
  );
  return Object.fromEntries(made) as SeededUsers;
}

/**
 * Signs the agents in on their other devices, and sets their accounts up. An application that signs in afterwards is a
 * second device: with the code it is confirmed, and what `seed` writes is encrypted for it too.
 */
export async function gatherAgents(server: Homeserver, users: SeededUsers): Promise<Cast> {
  const one = async (initial: Initial) => {
    const peer = await Peer.start(server, users[initial], 'Poste de bureau');
    return { initial, peer, code: await peer.setUpAccount() };
  };
  const all = await Promise.all(initials.map(one));
  return {
    peers: Object.fromEntries(all.map(({ initial, peer }) => [initial, peer])) as Cast['peers'],
    codes: Object.fromEntries(all.map(({ initial, code }) => [initial, code])) as Cast['codes'],
  };
}

/**
 * Fills the server: a direct message, two private encrypted rooms, a public forum, an invitation.
 * Every agent speaks through an independent client, encrypted for real, at times of the last days.
 */
export async function seed({ peers }: Cast, tell: (line: string) => void = () => undefined): Promise<Seeded> {
  tell('Rooms are created');
  const rooms = await createRooms(peers);
  tell('Conversations are written, encrypted for each device');
  const now = Date.now();
  const tellAll = () =>
    Promise.all([
      play(peers, rooms.project, readScript(project), { until: now - 4 * minute, from: now - 7 * day }),
      play(peers, rooms.crisis, readScript(crisis), { until: now - 3 * hour, from: now - 2 * day }),
      play(peers, rooms.direct, readScript(direct), { until: now - 20 * minute, from: now - 1 * day }),
      play(peers, rooms.forum, readScript(forum), { until: now - 26 * hour, from: now - 4 * day }),
    ]);
  const told = await initials.reduce<() => Promise<number[]>>((work, initial) => () => peers[initial].deaf(work), tellAll)();
  await peers.M.client.setRoomTag(rooms.project, 'm.favourite', { order: 0.5 });
  const messages = told.reduce((sum, count) => sum + count, 0);
  tell(`${messages} messages are there`);
  for (const peer of Object.values(peers)) peer.stop();
  return { rooms, messages };
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

async function createRooms(peers: Record<Initial, Peer>): Promise<Seeded['rooms']> {
  const { M, P, C, K } = peers;
  const everyone = [P.userId, C.userId, K.userId];
  const [projectRoom, crisisRoom, directRoom, forumRoom, invitation] = await Promise.all([
    M.createRoom({ name: 'Guichet unique 2027', topic: 'Suivi du projet : pilotes, recette, ouverture', invite: everyone }),
    C.createRoom({ name: 'Cellule de crise – crues', topic: 'Vigilance et dispositif', invite: [M.userId, P.userId, K.userId] }),
    P.createRoom({ invite: [M.userId], direct: true }),
    K.createRoom({ name: 'Entraide bureautique', topic: 'Questions et astuces, ouvert à tous les agents', forum: true, alias: 'entraide' }),
    C.createRoom({ name: 'Groupe de travail « accessibilité »', topic: 'Un atelier par mois', invite: [M.userId, K.userId] }),
  ]);
  await Promise.all([
    ...[P, C, K].map((peer) => peer.join(projectRoom)),
    ...[M, P, K].map((peer) => peer.join(crisisRoom)),
    M.join(directRoom),
    ...[M, P, C].map((peer) => peer.join(forumRoom)),
  ]);
  await Promise.all([markDirect(M, P, directRoom), markDirect(P, M, directRoom)]);
  await Promise.all([
    ...[M, P, C, K].flatMap((peer) => [peer.knows(projectRoom, 4), peer.knows(crisisRoom, 4), peer.knows(forumRoom, 4)]),
    ...[M, P].map((peer) => peer.knows(directRoom, 2)),
  ]);
  return { project: projectRoom, crisis: crisisRoom, direct: directRoom, forum: forumRoom, invitation };
}

const markDirect = (peer: Peer, other: Peer, roomId: string) => peer.setAccountData('m.direct', { [other.userId]: [roomId] });

/** Plays a conversation into a room, spread over the time given. Returns how many messages it made. */
async function play(peers: Record<Initial, Peer>, roomId: string, days: Day[], time: { from: number; until: number }): Promise<number> {
  const lines = days.flatMap((each, index) => each.lines.map((line) => ({ line, block: index })));
  const clock = makeClock(days, time);
  const stage: Stage = { peers, roomId, speaker: peers.M, last: '', lastOf: new Map(), messages: 0 };
  for (const { line, block } of lines) await perform(stage, line, clock(block, line.kind === 'message' || line.kind === 'file'));
  return stage.messages;
}

/** Each block takes its own stretch of the time, with a pause before the next one; reactions follow at once. */
function makeClock(days: Day[], { from, until }: { from: number; until: number }) {
  const stretch = (until - from) / days.length;
  const counts = days.map(({ lines }) => lines.length);
  const seen = days.map(() => 0);
  return (block: number, advances: boolean): number => {
    const step = advances ? 1 : 0.2;
    seen[block] = (seen[block] ?? 0) + step;
    const busy = Math.min(stretch * 0.5, 6 * hour);
    const end = from + stretch * (block + 1);
    return end - busy + (busy * (seen[block] ?? 0)) / ((counts[block] ?? 1) + 1);
  };
}

interface Stage {
  peers: Record<Initial, Peer>;
  roomId: string;
  speaker: Peer;
  /** Id of the last message, and of the last of each agent. */
  last: string;
  lastOf: Map<Peer, string>;
  messages: number;
}

async function perform(stage: Stage, line: Line, at: number): Promise<void> {
  const { roomId } = stage;
  if (line.kind === 'reaction') {
    const content = { 'm.relates_to': { rel_type: 'm.annotation', event_id: stage.last, key: line.key } };
    await peerOf(stage, line.by).send(roomId, 'm.reaction', content, { at });
    return;
  }
  if (line.kind === 'edit') {
    const peer = peerOf(stage, line.by);
    const renewed = { msgtype: 'm.text', body: line.body };
    const relation = { rel_type: 'm.replace', event_id: stage.lastOf.get(peer) ?? '' };
    await peer.send(
      roomId,
      'm.room.message',
      { ...renewed, body: `* ${line.body}`, 'm.new_content': renewed, 'm.relates_to': relation },
      { at },
    );
    return;
  }
  if (line.kind === 'message') stage.speaker = peerOf(stage, line.by);
  stage.last = await say(stage, line, at);
  stage.lastOf.set(stage.speaker, stage.last);
  stage.messages += 1;
}

async function say(stage: Stage, line: Extract<Line, { kind: 'message' | 'file' }>, at: number): Promise<string> {
  if (line.kind === 'message') {
    const reply = line.replies ? { 'm.relates_to': { 'm.in_reply_to': { event_id: stage.last } } } : {};
    return stage.speaker.send(stage.roomId, 'm.room.message', { ...line.content, ...mention(stage, line.content.body), ...reply }, { at });
  }
  const size = { width: 960, height: 600 };
  const hue = (line.name.length % 10) / 10;
  const bytes = line.picture
    ? line.name.startsWith('frequentation')
      ? chart(size.width, size.height)
      : landscape(size.width, size.height, hue)
    : pdf([line.caption, 'Guichet unique 2027', 'Document de travail']);
  const mimetype = line.picture ? 'image/png' : 'application/pdf';
  return stage.speaker.sendFile(
    stage.roomId,
    { name: line.name, mimetype, bytes, caption: line.caption, ...(line.picture ? size : {}) },
    { at },
  );
}

/** `@localpart` in a text mentions that agent (`m.mentions`, spec 11.39). */
function mention({ peers }: Stage, body: unknown) {
  const named = initials.find((initial) => String(body).includes(`@${agents[initial].localpart}`));
  return { 'm.mentions': named ? { user_ids: [peers[named].userId] } : {} };
}

function peerOf({ peers }: Stage, initial: string): Peer {
  const peer = peers[initial as Initial];
  if (!peer) throw new Error(`no agent has the initial ${initial}`);
  return peer;
}
