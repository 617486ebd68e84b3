import { join } from 'node:path';
import {
  CodedError,
  unaskedBytes,
  type AccountId,
  type AttachmentId,
  type EventId,
  type MediaUrl,
  type RoomId,
} from '../../preload/contract/index.ts';
import type { Clock, Dialogs, FileMarker, Host } from '../host/index.ts';
import type { Http } from '../matrix/index.ts';
import type { EventRecord } from '../records/index.ts';
import type { EventCache, PreciousStore } from '../store/index.ts';
import type { ContentScanner, Verdict } from '../tchap/index.ts';
import { isActing } from './acting-file.ts';
import { DiskCache } from './disk-cache.ts';
import type { Content } from './content.ts';
import { copyOf } from './copy-of.ts';
import { fileError } from './errors.ts';
import { eventFile, type EventFile } from './event-file.ts';
import { homeserverSource, scannerSource } from './file-source.ts';
import { HandOver } from './hand-over.ts';
import { Library, type Wanted } from './library.ts';
import { mediaUrlOf, type MediaSource } from './media-url.ts';
import { Outgoing } from './outgoing.ts';
import { respond, respondError } from './respond.ts';
import { safeFileName, saveFile } from './save-file.ts';
import { ScanGate } from './scan-gate.ts';
import { ServerMedia } from './server-media.ts';
import { Staging } from './staging.ts';
import { counted, Transfers, type Way } from './transfers.ts';

const mib = 1024 * 1024;
/** Most bytes of a file, whatever its sender's server takes, and of a picture that only stands for something. */
const largest = { file: 4096 * mib, small: 10 * mib };
const cacheBytes = 500 * mib;
/** Twice the largest avatar of the page, for dense screens. */
const avatarSize = { width: 128, height: 128, method: 'crop' } as const;

export interface MediaParts {
  accountId: AccountId;
  /** Directory of the account; two folders are made in it. */
  directory: string;
  /** 32 bytes; encrypts what is cached. */
  key: Uint8Array;
  http: Pick<Http, 'json' | 'stream' | 'upload'>;
  precious: Pick<PreciousStore, 'attachment' | 'saveAttachment' | 'removeAttachment' | 'queue'>;
  cache: Pick<EventCache, 'event'>;
  /** The antivirus of the administration; null where it has none. */
  scanner: ContentScanner | null;
  host: { clock: Clock; dialogs: Pick<Dialogs, 'saveFile'>; files: FileMarker; handOver: Host['handOver'] };
}

/** A file of a message on its way here. */
export interface Download {
  roomId: RoomId;
  eventId: EventId;
  /** As it would be saved. */
  name: string;
  /** The agent asked for it: it is not only drawn where she reads. */
  asked: boolean;
}

/** Files of one account, on their way in and out. */
export class AccountMedia {
  readonly #parts: MediaParts;
  readonly #server: ServerMedia;
  readonly #staging: Staging;
  readonly #library: Promise<Library>;
  readonly #gate: ScanGate | null;
  readonly #handOver: HandOver;
  /** Files on their way out. */
  readonly outgoing: Outgoing;
  /** Files on their way here, by their message. */
  readonly downloads: Transfers<EventId, Download>;

  /** Opens the cache and sweeps what a crash left, without waiting for either. */
  constructor(parts: MediaParts) {
    const { http, precious, directory, key } = parts;
    const now = (): number => parts.host.clock.now();
    this.#parts = parts;
    this.#server = new ServerMedia(http, now);
    this.downloads = new Transfers(now);
    this.#staging = new Staging({
      directory: join(directory, 'outgoing'),
      precious,
      limit: () => this.#server.uploadLimit(),
      now,
    });
    this.#handOver = new HandOver(join(directory, 'handed-over'), parts.host.files);
    this.#library = this.#open(DiskCache.open(join(directory, 'media'), key, cacheBytes, now));
    this.#library.catch(() => undefined); // told to each that asks for it
    this.outgoing = new Outgoing({
      staging: this.#staging,
      server: this.#server,
      ready: () => this.#library,
      keep: async (...file) => (await this.#library).keep(...file),
      now,
    });
    this.#gate = parts.scanner && new ScanGate(parts.scanner, () => this.#library, now);
  }

  /** Address of a picture or file for the page; null where it cannot be served. */
  url(source: MediaSource): MediaUrl | null {
    return mediaUrlOf(this.#parts.accountId, source);
  }

  /** Keeps the file of a message as one to be sent, under a key of its own. Rejects as `save` does, and with `media.too-large`. */
  async copy(roomId: RoomId, eventId: EventId): Promise<AttachmentId> {
    const found = await this.#parts.cache.event(roomId, eventId);
    const file = await this.#eventFile(roomId, eventId, false);
    return this.#download(roomId, eventId, file, (content, way) => {
      const parts = counted(content.read(), content.size, way, true);
      return this.outgoing.take(copyOf(file, found?.event ?? null, content.size), parts);
    });
  }

  /** Answers the page; failures are statuses. `range`: the header as it came, or null. */
  async serve(source: MediaSource, range: string | null): Promise<Response> {
    try {
      const { content, mimetype } = await this.#read(source);
      return await respond(content, mimetype, range);
    } catch (error) {
      return respondError(error);
    }
  }

  /** What the antivirus says of the files of a message; `clean` where there is none. Rejects with `message.unknown`, `media.*`, `network.unreachable`, `server.error`. */
  async scan(roomId: RoomId, eventId: EventId): Promise<Verdict> {
    if (!this.#gate) return 'clean';
    const found = await this.#parts.cache.event(roomId, eventId);
    if (!found) throw new CodedError('message.unknown', 'the message is not here');
    const files = [eventFile(found.event, false), eventFile(found.event, true)].filter((file) => file !== null);
    return this.#gate.verdict(files.map((file) => ({ ...file, largest: largest.file }))).catch(declared);
  }

  /** Asks where, fetches, writes; false when the agent cancelled. Rejects with `message.unknown`, `media.*`, `store.disk-full`, `network.unreachable`, `server.error`. */
  async save(roomId: RoomId, eventId: EventId): Promise<boolean> {
    const file = await this.#eventFile(roomId, eventId, false);
    const path = await this.#parts.host.dialogs.saveFile(safeFileName(file.name));
    if (path === null) return false;
    await this.#download(roomId, eventId, file, (content, way) =>
      saveFile(path, counted(content.read(), content.size, way, true), this.#parts.host.files),
    );
    return true;
  }

  /** Opens it with the program of the system. Rejects as `save`, and with `media.not-opened`, `media.no-program`. */
  async open(roomId: RoomId, eventId: EventId): Promise<void> {
    const file = await this.#eventFile(roomId, eventId, false);
    if (isActing(safeFileName(file.name))) throw new CodedError('media.not-opened', 'the file could act on the machine');
    await this.#parts.host.handOver.open(await this.#placed(roomId, eventId, file));
  }

  /** Gives it to where the agent drops it, unless they let go (`released`) before it was here. Rejects as `save`. */
  async drag(roomId: RoomId, eventId: EventId, released: AbortSignal): Promise<void> {
    const path = await this.#placed(roomId, eventId, await this.#eventFile(roomId, eventId, false));
    if (!released.aborted) this.#parts.host.handOver.drag(path);
  }

  /** Removes what is kept of the files of messages that are gone. A cache that does not open holds nothing to remove. */
  async forget(events: readonly EventRecord[]): Promise<void> {
    const library = await this.#library.catch(() => null);
    const files = events.flatMap((event) => [eventFile(event, false), eventFile(event, true)]).filter((file) => file !== null);
    for (const file of files) await library?.forget({ ...file, largest: largest.file });
  }

  /** Stops what is on its way here, waits for what it began at the start, and takes back what other programs were given. */
  async close(): Promise<void> {
    this.downloads.stop();
    await this.#handOver.sweep();
    await this.#library.catch(() => undefined);
  }

  async #open(opening: Promise<DiskCache>): Promise<Library> {
    const [cache] = await Promise.all([opening, this.#staging.sweep(), this.#handOver.sweep()]).catch((error: unknown) => {
      throw fileError(error);
    });
    const { scanner } = this.#parts;
    return new Library(scanner ? scannerSource(scanner) : homeserverSource(this.#server), cache, () => this.#parts.host.clock.now());
  }

  async #read(source: MediaSource): Promise<{ content: Content; mimetype: string }> {
    if (source.kind === 'attachment') return this.outgoing.waiting(source.attachmentId);
    if (source.kind === 'avatar') return { content: await this.#avatar(source.mxc), mimetype: '' };
    const file = await this.#eventFile(source.roomId, source.eventId, source.thumbnail);
    if (source.thumbnail) return { content: await this.#get({ ...file, largest: largest.small }), mimetype: file.mimetype };
    // One that is drawn unasked has no more bytes than its sender says, which the page goes by.
    const most = file.drawn ? Math.min(largest.file, Math.max(unaskedBytes, file.size ?? 0)) : largest.file;
    const about = { roomId: source.roomId, eventId: source.eventId, name: safeFileName(file.name) };
    const content = await this.downloads.run(
      source.eventId,
      (known) => known ?? { ...about, asked: !file.drawn },
      (way) => this.#get({ ...file, largest: most, way }),
    );
    return { content, mimetype: file.mimetype };
  }

  /** A server that cannot make a thumbnail of it still has the picture. */
  async #avatar(mxc: string): Promise<Content> {
    const wanted = { mxc, encrypted: null, largest: largest.small };
    return this.#get({ ...wanted, thumbnail: avatarSize }).catch((error: unknown) => {
      if (error instanceof CodedError && error.code === 'media.unavailable') return this.#get(wanted);
      throw error;
    });
  }

  /** A copy in clear for another program. */
  async #placed(roomId: RoomId, eventId: EventId, file: EventFile): Promise<string> {
    return this.#download(roomId, eventId, file, (content, way) =>
      this.#handOver.place(file.name, counted(content.read(), content.size, way, true)),
    );
  }

  /** Fetches a file that the agent wants somewhere, and brings it there. Rejects as `take`, with `media.*`, `network.unreachable`, `server.error`. */
  #download<T>(roomId: RoomId, eventId: EventId, file: EventFile, take: (content: Content, way: Way) => Promise<T>): Promise<T> {
    const about = (): Download => ({ roomId, eventId, name: safeFileName(file.name), asked: true });
    return this.downloads.run(eventId, about, async (way) => {
      const content = await this.#get({ ...file, largest: largest.file, way }).catch(declared);
      return take(content, way);
    });
  }

  async #get(wanted: Wanted): Promise<Content> {
    return (await this.#library).get(wanted);
  }

  async #eventFile(roomId: RoomId, eventId: EventId, thumbnail: boolean): Promise<EventFile> {
    const found = await this.#parts.cache.event(roomId, eventId);
    if (!found) throw new CodedError('message.unknown', 'the message is not here');
    const file = eventFile(found.event, thumbnail);
    if (!file) throw new CodedError('media.unavailable', 'the message carries no file that can be read');
    return file;
  }
}

/** `media.save` tells fewer codes than a download has. */
function declared(error: unknown): never {
  if (!(error instanceof CodedError)) throw error;
  const { message, retryable, detail } = error;
  if (error.code === 'network.tls') throw new CodedError('network.unreachable', message, { retryable, detail, cause: error });
  if (error.code === 'media.too-large') throw new CodedError('media.unavailable', message, { detail, cause: error });
  if (error.code === 'server.rate-limited') throw new CodedError('server.error', message, { retryable, detail, cause: error });
  throw error;
}
