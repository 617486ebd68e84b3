import { randomUUID } from 'node:crypto';
import { request, type Body, type Homeserver, type TestUser } from '../homeserver/index.ts';
import type { Binding, Machine, MachineRequest } from './bindings.ts';

interface SyncAnswer {
  next_batch: string;
  to_device?: { events?: Body[] };
  device_lists?: { changed?: string[] };
  device_one_time_keys_count?: Record<string, number>;
  rooms?: { join?: Record<string, { timeline?: { events?: Body[] } }> };
}

/** Where each kind of request goes (`RequestType` of the bindings, client-server API 11.11). */
const places: Record<number, string> = {
  0: '/_matrix/client/v3/keys/upload',
  1: '/_matrix/client/v3/keys/query',
  2: '/_matrix/client/v3/keys/claim',
  4: '/_matrix/client/v3/keys/signatures/upload',
};

/** A client of a few lines that drives an `OlmMachine` by hand: no matrix-js-sdk, none of our code. */
export class BindingPeer {
  readonly userId: string;
  readonly #server: Homeserver;
  readonly #token: string;
  readonly #machine: Machine;
  readonly #waiting: Body[] = [];
  #since: string | null = null;

  private constructor(server: Homeserver, session: { userId: string; accessToken: string }, machine: Machine) {
    this.#server = server;
    this.userId = session.userId;
    this.#token = session.accessToken;
    this.#machine = machine;
  }

  static async start(server: Homeserver, binding: Binding, user: TestUser): Promise<BindingPeer> {
    const session = await server.signIn(user, binding.name);
    const peer = new BindingPeer(server, session, await binding.open(session.userId, session.deviceId));
    await peer.#sync();
    return peer;
  }

  async join(roomId: string): Promise<void> {
    await this.#ask('POST', `/_matrix/client/v3/join/${encodeURIComponent(roomId)}`, {});
    await this.#sync();
  }

  /** Encrypts a text for all who are in the room, and sends it. Returns the id of the event. */
  async say(roomId: string, body: string): Promise<string> {
    const room = `/_matrix/client/v3/rooms/${encodeURIComponent(roomId)}`;
    const { joined } = await this.#ask<{ joined: Record<string, unknown> }>('GET', `${room}/joined_members`);
    const members = Object.keys(joined);
    await this.#machine.follow(members);
    await this.#flush();
    const claim = await this.#machine.missingSessions(members);
    if (claim !== null) await this.#send(claim);
    for (const share of await this.#machine.share(roomId, members)) await this.#send(share);
    const content = await this.#machine.encrypt(roomId, JSON.stringify({ msgtype: 'm.text', body }));
    const sent = await this.#ask<{ event_id: string }>('PUT', `${room}/send/m.room.encrypted/${randomUUID()}`, JSON.parse(content) as Body);
    return sent.event_id;
  }

  /** Syncs until an encrypted message with this text can be read in the room, 30 s at most. */
  async hears(roomId: string, body: string): Promise<void> {
    const until = Date.now() + 30_000;
    while (Date.now() < until) {
      await this.#sync();
      if (await this.#holds(roomId, body)) return;
    }
    throw new Error(`${this.userId} never read « ${body} »`);
  }

  close(): void {
    this.#machine.close();
  }

  async #holds(roomId: string, body: string): Promise<boolean> {
    for (const event of this.#waiting.filter((waiting) => waiting['room_id'] === roomId)) {
      const clear = await this.#machine.decrypt(roomId, JSON.stringify(event)).catch(() => null);
      if (clear !== null && (JSON.parse(clear) as { content: Body }).content['body'] === body) return true;
    }
    return false;
  }

  async #sync(): Promise<void> {
    const since = this.#since === null ? '' : `&since=${encodeURIComponent(this.#since)}`;
    const answer = await this.#ask<SyncAnswer>('GET', `/_matrix/client/v3/sync?timeout=1000${since}`);
    this.#since = answer.next_batch;
    const events = JSON.stringify(answer.to_device?.events ?? []);
    await this.#machine.sync(events, answer.device_lists?.changed ?? [], answer.device_one_time_keys_count ?? {});
    for (const [roomId, room] of Object.entries(answer.rooms?.join ?? {})) {
      const encrypted = (room.timeline?.events ?? []).filter((event) => event['type'] === 'm.room.encrypted');
      this.#waiting.push(...encrypted.map((event) => ({ ...event, room_id: roomId })));
    }
    await this.#flush();
  }

  async #flush(): Promise<void> {
    for (const outgoing of await this.#machine.outgoing()) await this.#send(outgoing);
  }

  async #send(outgoing: MachineRequest): Promise<void> {
    const body = JSON.parse(outgoing.body) as Body;
    const toDevice = `/_matrix/client/v3/sendToDevice/${outgoing.eventType}/${outgoing.txnId}`;
    const place = places[outgoing.type];
    const answer = await this.#ask(place === undefined ? 'PUT' : 'POST', place ?? toDevice, body);
    await this.#machine.sent(outgoing, JSON.stringify(answer));
  }

  #ask<T = Body>(method: string, path: string, body?: Body): Promise<T> {
    return request<T>(this.#server.url, this.#token, method, path, body);
  }
}
