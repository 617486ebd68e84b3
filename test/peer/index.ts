// First: modules of the SDK take their logger when they load.
import { quiet } from './quiet.ts';
import { ClientEvent, createClient, EventType, type MatrixClient, MatrixEvent, type Room, SyncState } from 'matrix-js-sdk';
import type { EncryptedFile } from 'matrix-js-sdk/lib/types.js';
import type { CryptoBackend } from 'matrix-js-sdk/lib/common-crypto/CryptoBackend.js';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Body, Homeserver, TestUser } from '../homeserver/index.ts';
import { request } from '../homeserver/index.ts';
import { decryptAttachment, encryptAttachment } from './attachment.ts';
import { Keyring, makeIdentity } from './identity.ts';

export interface SentFile {
  name: string;
  mimetype: string;
  bytes: Uint8Array<ArrayBuffer>;
  /** Pixels, for pictures. */
  width?: number;
  height?: number;
  caption?: string;
}
export interface SendOptions {
  /** `origin_server_ts` to pretend, in milliseconds: sent through the application service. */
  at?: number;
}
export interface ReadMessage {
  eventId: string;
  sender: string;
  type: string;
  content: Body;
  encrypted: boolean;
  undecryptable: boolean;
}

/** What the sync requests of a peer wait for. */
interface Gate {
  open: Promise<void>;
}

/**
 * An agent on another client: plain matrix-js-sdk with its own crypto in memory, none of our code.
 * Seeds speak through it, and tests of interoperation talk to it.
 */
export class Peer {
  readonly userId: string;
  readonly deviceId: string;
  readonly client: MatrixClient;
  private readonly server: Homeserver;
  private readonly gate: Gate;
  private transaction = 0;

  private constructor(server: Homeserver, client: MatrixClient, session: { userId: string; deviceId: string }, gate: Gate) {
    this.server = server;
    this.client = client;
    this.gate = gate;
    this.userId = session.userId;
    this.deviceId = session.deviceId;
  }

  /** Signs the user in on a new device and waits for the first sync. */
  static async start(server: Homeserver, user: TestUser, deviceName = 'Autre client'): Promise<Peer> {
    const session = await server.signIn(user, deviceName);
    const gate: Gate = { open: Promise.resolve() };
    const client = createClient({
      fetchFn: async (input, init) => {
        const url = input instanceof Request ? input.url : input.toString();
        if (url.includes('/v3/sync')) await gate.open;
        return fetch(input, init);
      },
      baseUrl: server.url,
      userId: session.userId,
      deviceId: session.deviceId,
      accessToken: session.accessToken,
      logger: quiet,
      cryptoCallbacks: new Keyring().callbacks,
    });
    await client.initRustCrypto({ useIndexedDB: false });
    const ready = new Promise<void>((resolve) => {
      client.on(ClientEvent.Sync, (state) => {
        if (state === SyncState.Prepared) resolve();
      });
    });
    await client.startClient({ initialSyncLimit: 20, lazyLoadMembers: false });
    await ready;
    return new Peer(server, client, session, gate);
  }

  stop(): void {
    this.client.stopClient();
  }

  /** Makes the user's cross-signing keys and signs this device with them: what other clients do at a first sign-in. */
  async signDevice(): Promise<void> {
    await this.client.getCrypto()?.bootstrapCrossSigning({
      authUploadDeviceSigningKeys: async (upload) => {
        await upload(null);
      },
    });
  }

  /** Sets the account up whole: identity, secret storage, backup. Returns its verification code. */
  setUpAccount(): Promise<string> {
    return makeIdentity(this.client);
  }

  /** Replaces the identity by a new one, as after a loss of all keys. */
  async replaceIdentity(user: TestUser): Promise<void> {
    await this.client.getCrypto()?.bootstrapCrossSigning({
      setupNewCrossSigning: true,
      authUploadDeviceSigningKeys: async (upload) => {
        const identifier = { type: 'm.id.user', user: user.userId };
        await upload({ type: 'm.login.password', identifier, password: user.password });
      },
    });
  }

  /** Asks for no more sync answers while `work` goes on: a server that writes much has less to do. */
  async deaf<T>(work: () => Promise<T>): Promise<T> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.gate.open = promise;
    return work().finally(resolve);
  }

  /** Makes a room; encrypted and private unless told. Returns its id. */
  async createRoom(options: {
    name?: string;
    topic?: string;
    invite?: string[];
    direct?: boolean;
    forum?: boolean;
    alias?: string;
  }): Promise<string> {
    const { name, topic, invite = [], direct = false, forum = false, alias } = options;
    const encryption = { type: EventType.RoomEncryption, state_key: '', content: { algorithm: 'm.megolm.v1.aes-sha2' } };
    const preset = forum ? 'public_chat' : direct ? 'trusted_private_chat' : 'private_chat';
    const answer = await request<{ room_id: string }>(
      this.server.url,
      this.client.getAccessToken(),
      'POST',
      '/_matrix/client/v3/createRoom',
      {
        preset,
        visibility: forum ? 'public' : 'private',
        is_direct: direct,
        invite,
        ...(name === undefined ? {} : { name }),
        ...(topic === undefined ? {} : { topic }),
        ...(alias === undefined ? {} : { room_alias_name: alias }),
        initial_state: forum ? [] : [encryption],
      },
    );
    return answer.room_id;
  }

  async join(roomId: string): Promise<void> {
    await this.client.joinRoom(roomId);
  }

  /** Waits until this client knows the room with that many joined members, its encryption included. */
  async knows(roomId: string, members: number): Promise<Room> {
    return until(`${this.userId} knows ${members} members of ${roomId}`, async () => {
      const room = this.client.getRoom(roomId);
      if (!room || room.getMyMembership() !== 'join' || room.getJoinedMemberCount() < members) return null;
      const encrypted = room.hasEncryptionStateEvent();
      return !encrypted || (await this.crypto.isEncryptionEnabledInRoom(roomId)) ? room : null;
    });
  }

  /** Sends an event, encrypted where the room is. Returns its id. */
  async send(roomId: string, type: string, content: Body, options: SendOptions = {}): Promise<string> {
    const room = this.client.getRoom(roomId);
    if (!room) throw new Error(`${this.userId} does not know ${roomId}`);
    const event = new MatrixEvent({ type, content, room_id: roomId, sender: this.userId });
    if (room.hasEncryptionStateEvent() && type !== 'm.reaction') await this.crypto.encryptEvent(event, room);
    return this.put(`/rooms/${encodeURIComponent(roomId)}/send/${event.getWireType()}`, event.getWireContent(), options);
  }

  async sendText(roomId: string, body: string, options: SendOptions = {}): Promise<string> {
    return this.send(roomId, 'm.room.message', { msgtype: 'm.text', body }, options);
  }

  /** Uploads and sends a picture or file, encrypted where the room is. */
  async sendFile(roomId: string, file: SentFile, options: SendOptions = {}): Promise<string> {
    const encrypted = this.client.getRoom(roomId)?.hasEncryptionStateEvent() ?? false;
    const sealed = encrypted ? await encryptAttachment(file.bytes) : null;
    const { content_uri: url } = await this.client.uploadContent(new Blob([sealed?.ciphertext ?? file.bytes]), {
      type: sealed ? 'application/octet-stream' : file.mimetype,
      ...(sealed ? { includeFilename: false } : { name: file.name }),
    });
    const size = file.width === undefined ? {} : { w: file.width, h: file.height };
    return this.send(
      roomId,
      'm.room.message',
      {
        msgtype: file.width === undefined ? 'm.file' : 'm.image',
        body: file.caption ?? file.name,
        filename: file.name,
        info: { mimetype: file.mimetype, size: file.bytes.byteLength, ...size },
        ...(sealed ? { file: { ...sealed.info, url } } : { url }),
      },
      options,
    );
  }

  async setAccountData(type: string, content: Body): Promise<void> {
    await this.api('PUT', `/user/${encodeURIComponent(this.userId)}/account_data/${type}`, content);
  }

  async accountData(type: string): Promise<Body> {
    return this.api('GET', `/user/${encodeURIComponent(this.userId)}/account_data/${type}`);
  }

  async redact(roomId: string, eventId: string): Promise<void> {
    this.transaction += 1;
    await this.client.redactEvent(roomId, eventId, `peer${this.transaction}`);
  }

  /** What this client holds of the room, oldest first, decrypted where it can. */
  async messages(roomId: string): Promise<ReadMessage[]> {
    const events = this.client.getRoom(roomId)?.getLiveTimeline().getEvents() ?? [];
    await Promise.all(events.map((event) => this.client.decryptEventIfNeeded(event)));
    return events.map((event) => ({
      eventId: event.getId() ?? '',
      sender: event.getSender() ?? '',
      type: event.getType(),
      content: event.getContent(),
      encrypted: event.isEncrypted(),
      undecryptable: event.isDecryptionFailure(),
    }));
  }

  /** Waits for a message that fits and can be read. */
  async receives(roomId: string, fits: (message: ReadMessage) => boolean): Promise<ReadMessage> {
    return until(`${this.userId} receives a message in ${roomId}`, async () => (await this.messages(roomId)).find(fits) ?? null);
  }

  /** Fetches the file of a message, and decrypts it where it is encrypted. */
  async fetchFile(content: Body): Promise<Uint8Array> {
    const info = content.file as EncryptedFile | undefined;
    const mxc = info?.url ?? String(content.url);
    const url = this.client.mxcUrlToHttp(mxc, undefined, undefined, undefined, false, true, true);
    const response = await fetch(url ?? '', { headers: { authorization: `Bearer ${this.client.getAccessToken()}` } });
    if (!response.ok) throw new Error(`${mxc}: ${response.status}`);
    const bytes = new Uint8Array(await response.arrayBuffer());
    return info ? decryptAttachment(bytes, info) : bytes;
  }

  private get crypto(): CryptoBackend {
    return this.client.getCrypto() as CryptoBackend;
  }

  private api<T = Body>(method: string, path: string, body?: Body): Promise<T> {
    return request<T>(this.server.url, this.client.getAccessToken(), method, `/_matrix/client/v3${path}`, body);
  }

  private async put(path: string, content: object, { at }: SendOptions): Promise<string> {
    this.transaction += 1;
    const query = at === undefined ? '' : `?user_id=${encodeURIComponent(this.userId)}&ts=${Math.floor(at)}`;
    const token = at === undefined ? this.client.getAccessToken() : this.server.serviceToken;
    const transaction = `${this.deviceId}-${this.transaction}`;
    const answer = await request<{ event_id: string }>(this.server.url, token, 'PUT', `/_matrix/client/v3${path}/${transaction}${query}`, {
      ...content,
    });
    return answer.event_id;
  }
}

/** Asks again until there is an answer; rejects with what was waited for after 30 s. */
export async function until<T>(what: string, ask: () => Promise<T | null> | T | null, timeoutMs = 30_000): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (answer !== null) return answer;
    if (Date.now() > deadline) throw new Error(`waited in vain: ${what}`);
    await sleep(50);
  }
}
