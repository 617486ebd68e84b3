import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CodedError,
  type AccountId,
  type AccountView,
  type EventId,
  type RoomId,
  type TransactionId,
  type UserId,
} from '../../preload/contract/index.ts';
import { silentLogger } from '../../main/log/index.ts';
import {
  Hearers,
  LiveConversation,
  PushSettings,
  type Account,
  type Conversation,
  type Http,
  type QueueEntry,
  type RoomActions,
  type SendQueue,
} from '../../main/matrix/index.ts';
import type { DecryptionResult, DraftRecord, JsonObject, QueueRecord, SyncChanges } from '../../main/records/index.ts';
import { openEventCache, openPreciousStore, type EventCache, type PreciousStore } from '../../main/store/index.ts';
import { alice, minute, morning } from './index.ts';

const key = new Uint8Array(32).fill(5);
const bytes = (json: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(json));
const nothing: SyncChanges = {
  rooms: [],
  timelines: [],
  receipts: [],
  members: [],
  memberIds: [],
  typing: [],
  accountData: [],
  expired: { rooms: [], files: [] },
};

/** What a server would answer to `GET /messages` and `GET /members`. */
export interface CraftedServer {
  messages(roomId: RoomId, from: string, limit: number): unknown;
  members(roomId: RoomId): unknown;
  /** What any other request is answered. */
  any(path: string): unknown;
}

const noServer = (): Promise<never> => Promise.reject(new CodedError('server.error', 'a crafted account has no server'));

const answering = (server: CraftedServer): Pick<Http, 'json' | 'bytes'> => ({
  json: async (_method, path) => server.any(path) as JsonObject,
  bytes: async (_method, path) => new Uint8Array(bytes(server.any(path))),
});

const not = (): Promise<never> => Promise.reject(new Error('this server cannot do that'));
const noDoors = { searchForums: not, glimpse: not, enter: not, rights: not, setLinkAccess: not, openToGuests: not };

/** An account over real stores, whose server is a few functions and whose syncs are given by hand. */
export class CraftedAccount implements Account {
  readonly accountId = 'compte' as AccountId;
  readonly userId = alice;
  readonly precious: PreciousStore;
  readonly cache: EventCache;
  readonly rooms: RoomActions;
  readonly doors = noDoors;
  readonly conversation: Conversation;
  readonly queue: SendQueue;
  /** Rooms whose undecrypted events were asked for. */
  readonly retried: RoomId[] = [];
  readonly #hear = {
    view: new Hearers<AccountView>(silentLogger),
    sync: new Hearers<SyncChanges>(silentLogger),
    decrypted: new Hearers<RoomId[]>(silentLogger),
    queue: new Hearers<QueueEntry[]>(silentLogger),
    draft: new Hearers<RoomId>(silentLogger),
    blocked: new Hearers<ReadonlySet<UserId>>(silentLogger),
    people: new Hearers<UserId[]>(silentLogger),
  };
  readonly onView = (listener: (view: AccountView) => void) => this.#hear.view.add(listener);
  readonly onSync = (listener: (changes: SyncChanges) => void) => this.#hear.sync.add(listener);
  readonly onDecrypted = (listener: (roomIds: RoomId[]) => void) => this.#hear.decrypted.add(listener);
  readonly onQueue = (listener: (entries: QueueEntry[]) => void) => this.#hear.queue.add(listener);
  readonly onDraft = (listener: (roomId: RoomId) => void) => this.#hear.draft.add(listener);
  readonly onPeople = (listener: (userIds: UserId[]) => void) => this.#hear.people.add(listener);
  readonly verifications: Account['verifications'] = {
    list: () => [],
    onChange: () => () => undefined,
    open: () => this.crypto(),
    requestUser: () => this.crypto(),
  };
  readonly push: Account['push'];
  /** Who is blocked; `block` changes it. */
  #blocked: ReadonlySet<UserId> = new Set();
  readonly people: Account['people'] = {
    blocked: () => this.#blocked,
    onBlocked: (listener) => this.#hear.blocked.add(listener),
    setBlocked: async (userId) => this.block(userId),
    profile: async (userId) => ({ userId, displayName: null, avatarMxc: null }),
    mutualRooms: async () => ({ rooms: [], complete: true }),
    search: async () => ({ people: [], more: false, directory: 'searched', problem: null }),
    writeTo: () => Promise.reject(new Error('nobody is written to here')),
    invite: () => Promise.reject(new Error('nobody is invited here')),
    revoke: () => Promise.reject(new Error('nothing is taken back here')),
  };
  readonly repair: Account['repair'] = {
    steps: () => [],
    standing: () => ({ running: false, roomId: null }),
    onChange: () => () => undefined,
    start: () => undefined,
    cancel: () => undefined,
  };
  #batch = 0;

  block(...userIds: UserId[]): void {
    this.#blocked = new Set(userIds);
    this.#hear.blocked.tell(this.#blocked);
  }

  constructor(precious: PreciousStore, cache: EventCache, server: CraftedServer) {
    this.precious = precious;
    this.cache = cache;
    this.rooms = this.#actions(server);
    this.push = new PushSettings({ http: answering(server), cache, userId: alice });
    this.conversation = new LiveConversation({
      http: answering(server),
      cache,
      announce: () => undefined,
      privacy: () => ({ receipts: true, typing: true }),
      crypto: () => Promise.reject(new Error('nothing is encrypted here')),
    });
    this.queue = {
      entries: () => this.precious.queue().map((record) => ({ record, sending: false })),
      send: (roomId, transactionId, content) => this.queueUp({ roomId, transactionId, content }),
      retry: () => undefined,
      discard: (transactionId) => this.#changeQueue(() => this.precious.removeQueued(transactionId)),
    };
  }

  static async open(server: Partial<CraftedServer> = {}): Promise<CraftedAccount> {
    const directory = mkdtempSync(join(tmpdir(), 'crafted-'));
    const report = (message: string): never => {
      throw new Error(message);
    };
    const cache = await openEventCache({ path: join(directory, 'cache.db'), key, userId: alice, report });
    const whole = { messages: () => ({ chunk: [], start: 's' }), members: () => ({ chunk: [] }), any: () => ({ chunk: [] }), ...server };
    return new CraftedAccount(openPreciousStore(join(directory, 'precious.db'), key), cache, whole);
  }

  crypto(): Promise<never> {
    return Promise.reject(new CodedError('crypto.unavailable', 'a crafted account has no cryptography'));
  }

  view(): AccountView {
    return {
      accountId: this.accountId,
      userId: this.userId,
      homeserver: 'https://tchap.test',
      deviceId: 'DEVICE',
      displayName: 'Alice',
      avatar: null,
      status: 'ready',
      connection: 'online',
      lastSyncAt: null,
      contentScanner: false,
      guest: false,
      features: [],
      suspended: false,
      move: null,
      signIn: 'password',
      problem: null,
    };
  }

  /** What is known of the identity of somebody changed. */
  identify(...userIds: UserId[]): void {
    this.#hear.people.tell(userIds);
  }

  /** Keeps an answer of `/sync` and tells of it. */
  async sync(join_: { [roomId: string]: unknown }, more: { [part: string]: unknown } = {}): Promise<SyncChanges> {
    const body = bytes({ next_batch: `batch-${++this.#batch}`, rooms: { join: join_ }, ...more });
    const staged = await this.cache.stageSync(body);
    const changes = await this.cache.commitSync(staged.stageId, []);
    this.#hear.sync.tell(changes);
    return changes;
  }

  async decrypted(results: DecryptionResult[]): Promise<void> {
    await this.cache.saveDecrypted(results);
    this.#hear.decrypted.tell(results.map(({ roomId }) => roomId));
  }

  queueUp(entry: Pick<QueueRecord, 'roomId' | 'transactionId' | 'content'>): void {
    const rest = { queuedAt: morning + 60 * minute, status: 'queued', failure: null, eventId: null, wire: null } as const;
    this.#changeQueue(() => void this.precious.enqueue({ ...entry, ...rest }));
  }

  updateQueued(transactionId: TransactionId, change: Parameters<PreciousStore['updateQueued']>[1]): void {
    this.#changeQueue(() => this.precious.updateQueued(transactionId, change));
  }

  saveDraft(roomId: RoomId, thread: EventId | null, draft: DraftRecord): void {
    this.precious.saveDraft(roomId, thread, draft);
    this.#hear.draft.tell(roomId);
  }

  async close(): Promise<void> {
    await this.cache.close();
    this.precious.close();
  }

  #changeQueue(change: () => void): void {
    change();
    this.#hear.queue.tell(this.queue.entries());
  }

  readonly spaces: Account['spaces'] = {
    create: noServer,
    rooms: noServer,
    add: noServer,
    remove: noServer,
    createRoom: noServer,
    join: noServer,
  };
  readonly life: Account['life'] = {
    setLowPriority: noServer,
    forget: noServer,
    follow: noServer,
    versions: noServer,
    upgrade: noServer,
  };
  readonly administration: Account['administration'] = {
    setName: noServer,
    setAvatar: noServer,
    setHistory: noServer,
    encrypt: noServer,
    setJoinRule: noServer,
    setPermission: noServer,
    setPower: noServer,
    kick: noServer,
    ban: noServer,
    unban: noServer,
    banned: noServer,
  };
  readonly options: Account['options'] = {
    get: noServer,
    setName: noServer,
    setPicture: noServer,
    setEmailNotifications: noServer,
    setRedList: noServer,
  };
  readonly scheduled = {
    maxDelayMs: async () => null,
    list: async () => [],
    create: () => Promise.reject(new Error('this server sends nothing later')),
    act: () => Promise.reject(new Error('this server sends nothing later')),
  };

  #actions(server: CraftedServer): RoomActions {
    return {
      createDirect: not,
      create: not,
      invite: not,
      join: not,
      leave: not,
      setFavourite: not,
      setTopic: not,
      setOwnName: not,
      setTyping: not,
      setUnread: not,
      markAllRead: not,
      markRead: (roomId: RoomId, eventId: EventId) => this.cache.markRead(roomId, eventId),
      paginate: async (roomId, hole, count) => {
        await this.cache.fillHole(roomId, hole, bytes(await server.messages(roomId, hole.token, count)));
        this.#hear.sync.tell({ ...nothing, rooms: [roomId] });
      },
      loadMembers: async (roomId) => {
        await this.cache.replaceMembers(roomId, bytes(await server.members(roomId)));
        this.#hear.sync.tell({ ...nothing, members: [roomId] });
      },
      retryDecryption: async (roomId) => void this.retried.push(roomId),
    };
  }
}
