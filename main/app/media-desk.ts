import {
  CodedError,
  type AccountId,
  type AttachmentId,
  type CallOutput,
  type EventId,
  type MediaUrl,
  type RoomId,
} from '../../preload/contract/index.ts';
import { sealText } from '../crypto/index.ts';
import type { Files } from '../handlers/index.ts';
import type { Host } from '../host/index.ts';
import type { Session } from '../matrix/index.ts';
import {
  AccountMedia,
  mediaUrlOf,
  parseMediaUrl,
  type MediaSource,
  type NewAttachment,
  type Download,
  type Progress,
} from '../media/index.ts';
import { ContentScanner } from '../tchap/index.ts';
import type { AccountStores } from '../store/index.ts';
import type { AccountMedia as OpenedMedia } from './build-account.ts';
import type { MediaRequest } from './types.ts';

/** Files of every account. */
export class MediaDesk implements Files {
  readonly #host: Pick<Host, 'clock' | 'dialogs' | 'files' | 'handOver' | 'environment'>;
  readonly #accounts = new Map<AccountId, { media: AccountMedia; session: Session }>();

  readonly #listeners = new Set<() => void>();

  constructor(host: Pick<Host, 'clock' | 'dialogs' | 'files' | 'handOver' | 'environment'>) {
    this.#host = host;
  }

  /** Serves the files of an account until it is closed. */
  open(session: Session, { precious, cache, directory, mediaKey }: AccountStores): OpenedMedia {
    const { accountId, homeserver } = session.record;
    const scannerUrl = this.#host.environment.contentScanners[homeserver];
    const scanner = scannerUrl === undefined ? null : new ContentScanner(session.httpAt(scannerUrl), sealText);
    const parts = { accountId, directory, key: mediaKey, http: session.http, precious, cache, scanner, host: this.#host };
    const media = new AccountMedia(parts);
    this.#accounts.set(accountId, { media, session });
    const leave = media.downloads.onChange(() => this.#tell());
    return {
      uploader: media.outgoing.uploader,
      contentScanner: scanner !== null,
      avatarUrl: (mxc) => media.url({ kind: 'avatar', mxc }),
      forget: (events) => media.forget(events),
      close: async () => {
        if (this.#accounts.get(accountId)?.media === media) this.#accounts.delete(accountId);
        await media.close();
        leave();
        this.#tell();
      },
    };
  }

  urls(accountId: AccountId): (source: MediaSource) => MediaUrl | null {
    return (source) => mediaUrlOf(accountId, source);
  }

  async limit(accountId: AccountId): Promise<number> {
    return this.#of(accountId).outgoing.limit();
  }

  async begin(accountId: AccountId, file: NewAttachment): Promise<AttachmentId> {
    return this.#of(accountId).outgoing.begin(file);
  }

  async append(accountId: AccountId, attachmentId: AttachmentId, bytes: Uint8Array): Promise<void> {
    await this.#of(accountId).outgoing.append(attachmentId, bytes);
  }

  async drop(accountId: AccountId, attachmentId: AttachmentId): Promise<void> {
    await this.#of(accountId).outgoing.drop(attachmentId);
  }

  async save(accountId: AccountId, roomId: RoomId, eventId: EventId): Promise<boolean> {
    return this.#of(accountId).save(roomId, eventId);
  }

  async openFile(accountId: AccountId, roomId: RoomId, eventId: EventId): Promise<void> {
    await this.#of(accountId).open(roomId, eventId);
  }

  async drag(accountId: AccountId, roomId: RoomId, eventId: EventId, released: AbortSignal): Promise<void> {
    await this.#of(accountId).drag(roomId, eventId, released);
  }

  /** How far a file is on its way to the server; null for one that is not. */
  uploadOf(accountId: AccountId, attachmentId: AttachmentId): Progress | null {
    return this.#accounts.get(accountId)?.media.outgoing.uploads.of(attachmentId) ?? null;
  }

  /** Calls back when files of an open account went on, began or ended. */
  onUploads(accountId: AccountId, listener: () => void): () => void {
    return this.#of(accountId).outgoing.uploads.onChange(listener);
  }

  /** Files of all accounts on their way here, and for how long (milliseconds). */
  downloads(): (Download & Progress & { writing: boolean; accountId: AccountId; ageMs: number })[] {
    const now = this.#host.clock.now();
    return [...this.#accounts.keys()].flatMap((accountId) => {
      const all = this.#shown(accountId)?.downloads.all() ?? [];
      return all.map(({ about, done, total, writing, since }) => ({ accountId, ...about, done, total, writing, ageMs: now - since }));
    });
  }

  /** Calls back when one of them went on, began or ended. */
  onDownloads(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  async cancel(accountId: AccountId, eventId: EventId): Promise<void> {
    this.#of(accountId).downloads.cancel(eventId);
  }

  async copy(accountId: AccountId, roomId: RoomId, eventId: EventId): Promise<AttachmentId> {
    return this.#of(accountId).copy(roomId, eventId);
  }

  async scan(accountId: AccountId, roomId: RoomId, eventId: EventId): Promise<CallOutput<'media.scan'>['verdict']> {
    return this.#of(accountId).scan(roomId, eventId);
  }

  async serve(url: string, request: MediaRequest): Promise<Response> {
    const found = parseMediaUrl(url);
    const media = found && this.#shown(found.accountId);
    return media ? media.serve(found.source, request.range) : new Response(null, { status: 404 });
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }

  /** Null where there is no such account, or the server refuses it: nothing that is kept of it is shown then. */
  #shown(accountId: AccountId): AccountMedia | null {
    const known = this.#accounts.get(accountId);
    return known === undefined || known.session.barrier.reason !== null ? null : known.media;
  }

  #of(accountId: AccountId): AccountMedia {
    const media = this.#shown(accountId);
    if (!media) throw new CodedError('account.unknown', 'the account is not open');
    return media;
  }
}
