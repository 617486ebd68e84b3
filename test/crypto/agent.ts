import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MatrixClient } from 'matrix-js-sdk';
import type { AccountId, RoomId, UserId } from '../../preload/contract/index.ts';
import type { Homeserver, TestDevice, TestUser } from '../homeserver/index.ts';
import { silentLogger } from '../../main/log/index.ts';
import { createSdkClient, Http } from '../../main/matrix/http/index.ts';
import type { Crypto, EncryptionTarget } from '../../main/matrix/index.ts';
import {
  parseSync,
  type Decryption,
  type EventRecord,
  type JsonObject,
  type ParsedRoom,
  type SyncCryptoPart,
} from '../../main/records/index.ts';
import { openPreciousStore, type PreciousStore } from '../../main/store/index.ts';
import { createCrypto } from '../../main/crypto/index.ts';

export interface AgentSession {
  url: string;
  userId: string;
  deviceId: string;
  accessToken: string;
  path: string;
}

const key = new Uint8Array(32).fill(3);
let lastTransaction = 0;

export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** What the event cache takes out of the rooms for the engine. */
function roomPart(rooms: ParsedRoom[]): Pick<SyncCryptoPart, 'encryptionEvents' | 'memberships'> {
  const states = rooms.flatMap((room) => [...room.state, ...room.timeline].filter((event) => event.stateKey !== null));
  return {
    encryptionEvents: states.filter((event) => event.type === 'm.room.encryption'),
    memberships: states
      .filter((event) => event.type === 'm.room.member')
      .map(({ roomId, stateKey, content }) => ({ roomId, userId: stateKey as UserId, membership: textOf(content['membership']) })),
  };
}

/** One device of an agent with the real engine on a real file, and a hand-driven sync instead of the sync loop. */
export class Agent {
  readonly session: AgentSession;
  readonly crypto: Crypto;
  /** Of matrix-js-sdk, never started: for what secret storage or another device would bring. */
  readonly client: MatrixClient;
  readonly precious: PreciousStore;
  /** Encrypted events of the last syncs, by id. */
  readonly events = new Map<string, EventRecord>();
  since: string | null = null;

  private constructor(session: AgentSession, client: MatrixClient, crypto: Crypto, precious: PreciousStore) {
    this.session = session;
    this.client = client;
    this.crypto = crypto;
    this.precious = precious;
  }

  static async signIn(server: Homeserver, user: TestUser): Promise<Agent> {
    const device: TestDevice = await server.signIn(user);
    const path = join(mkdtempSync(join(tmpdir(), 'engine-')), 'precious.db');
    const agent = await Agent.open({ ...device, url: server.url, path });
    await agent.sync();
    return agent;
  }

  static async open(session: AgentSession, rooms: RoomId[] = [], caCertificates?: string): Promise<Agent> {
    const precious = openPreciousStore(session.path, key);
    const accountId = `account-${session.deviceId}` as AccountId;
    const fetchWithToken = (input: string, init: RequestInit = {}): Promise<Response> => {
      const headers = new Headers(init.headers);
      headers.set('authorization', `Bearer ${session.accessToken}`);
      return fetch(input, { ...init, headers });
    };
    const http = new Http(session.url, fetchWithToken);
    const client = await createSdkClient({
      baseUrl: session.url,
      userId: session.userId,
      deviceId: session.deviceId,
      fetch: fetchWithToken,
    });
    return new Agent(
      session,
      client,
      await createCrypto({ client, http, precious, accountId, rooms: async () => rooms, caCertificates, log: silentLogger }),
      precious,
    );
  }

  async request(method: string, path: string, body?: JsonObject): Promise<JsonObject> {
    return JSON.parse(new TextDecoder().decode(await this.#bytes(method, path, body))) as JsonObject;
  }

  /** One sync, as the sync loop does it: keys first, durable before the token is used again. The number of encrypted to-device messages. */
  async sync(timeoutMs = 0): Promise<number> {
    const since = this.since === null ? '' : `&since=${encodeURIComponent(this.since)}`;
    const parsed = parseSync(await this.#bytes('GET', `/sync?timeout=${timeoutMs}${since}`), () => null);
    await this.crypto.processSync({ ...parsed.crypto, ...roomPart(parsed.rooms) });
    this.precious.flush();
    this.crypto.syncCommitted();
    this.since = parsed.nextBatch;
    for (const room of parsed.rooms) for (const event of room.timeline) this.events.set(event.eventId, event);
    for (const { roomId } of parsed.rooms.filter((room) => room.section === 'invite'))
      await this.request('POST', `/join/${encodeURIComponent(roomId)}`, {});
    return parsed.crypto.toDevice.filter((message) => message['type'] === 'm.room.encrypted').length;
  }

  /** Members and settings of a room, as the send queue finds them. */
  async target(roomId: RoomId): Promise<EncryptionTarget> {
    const room = `/rooms/${encodeURIComponent(roomId)}`;
    const settings = await this.request('GET', `${room}/state/m.room.encryption/`);
    const { chunk } = (await this.request('GET', `${room}/members`)) as unknown as {
      chunk: { state_key: UserId; content: { membership: string } }[];
    };
    const members = chunk.flatMap(({ state_key: userId, content: { membership } }) =>
      membership === 'join' || membership === 'invite' ? [{ userId, membership } as const] : [],
    );
    return { roomId, settings, historyVisibility: 'shared', members };
  }

  async send(roomId: RoomId, body: string): Promise<{ eventId: string; sessionId: string }> {
    const { type, content } = await this.crypto.encrypt(await this.target(roomId), 'm.room.message', { msgtype: 'm.text', body });
    lastTransaction += 1;
    const answer = await this.request(
      'PUT',
      `/rooms/${encodeURIComponent(roomId)}/send/${type}/t${Date.now()}-${lastTransaction}`,
      content,
    );
    return { eventId: textOf(answer['event_id']), sessionId: textOf(content['session_id']) };
  }

  /** Syncs until the event is there, then decrypts it. */
  async read(eventId: string): Promise<Decryption> {
    for (let tries = 0; !this.events.has(eventId) && tries < 20; tries++) await this.sync(500);
    const event = this.events.get(eventId);
    if (!event) throw new Error('the event never came');
    const [result] = await this.crypto.decrypt([event]);
    if (!result) throw new Error('no result');
    return result.decryption;
  }

  async close(): Promise<void> {
    await this.crypto.stop();
    this.precious.close();
  }

  async #bytes(method: string, path: string, body?: JsonObject): Promise<Uint8Array> {
    const response = await fetch(`${this.session.url}/_matrix/client/v3${path}`, {
      method,
      headers: { authorization: `Bearer ${this.session.accessToken}`, 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const bytes = new Uint8Array(await response.arrayBuffer());
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${new TextDecoder().decode(bytes)}`);
    return bytes;
  }
}
