import type { AccountId, MessageContent, RoomFile, RoomId } from '../../preload/contract/index.ts';
import type { Client } from '../client/index.ts';

export type ImageContent = Extract<MessageContent, { kind: 'image' }>;
/** A picture as the viewer shows it. `eventId` is null while it waits to be sent. */
export type ViewedImage = Omit<RoomFile, 'eventId' | 'content'> & { eventId: RoomFile['eventId'] | null; content: ImageContent };

/** Pages of newer pictures that are asked for at most: to begin far back, the gallery is the way. */
const mostPages = 5;

/** From one picture of a room to those before and after it. */
export class ImageWalk {
  /** Newest first. */
  images = $state.raw<readonly ViewedImage[]>([]);
  at = $state(0);
  readonly #client: Client;
  readonly #room: { accountId: AccountId; roomId: RoomId };
  #next: number | null = null;
  /** A step that is asked for sooner waits for it. */
  readonly #known: Promise<void>;

  constructor(client: Client, accountId: AccountId, roomId: RoomId, image: ViewedImage) {
    this.#client = client;
    this.#room = { accountId, roomId };
    this.images = [image];
    this.#known = image.eventId === null ? Promise.resolve() : this.#around(image).catch(() => undefined);
  }

  get current(): ViewedImage | null {
    return this.images[this.at] ?? null;
  }
  get hasNewer(): boolean {
    return this.at > 0;
  }
  get hasOlder(): boolean {
    return this.at < this.images.length - 1;
  }

  async newer(): Promise<void> {
    await this.#known;
    if (this.hasNewer) this.at -= 1;
  }

  async older(): Promise<void> {
    await this.#known;
    if (!this.hasOlder) return;
    this.at += 1;
    if (this.at > this.images.length - 5) void this.#more().catch(() => undefined);
  }

  async #around(image: ViewedImage): Promise<void> {
    const newer: ViewedImage[] = [];
    let cursor: number | null = null;
    for (let pages = 0; pages < mostPages; pages++) {
      const answer = await this.#ask({ from: image.sentAt, to: null, cursor });
      newer.push(...answer.images);
      cursor = answer.next;
      if (cursor === null) break;
    }
    if (cursor !== null) newer.length = 0;
    const older = await this.#ask({ from: null, to: image.sentAt, cursor: null });
    this.#next = older.next;
    const others = newer.filter(({ eventId }) => eventId !== image.eventId);
    this.images = [...others, image, ...older.images];
    this.at = others.length;
  }

  async #more(): Promise<void> {
    if (this.#next === null) return;
    const cursor = this.#next;
    this.#next = null;
    const answer = await this.#ask({ from: null, to: null, cursor });
    this.#next = answer.next;
    this.images = [...this.images, ...answer.images];
  }

  async #ask(range: { from: number | null; to: number | null; cursor: number | null }) {
    const request = { ...this.#room, kind: 'images', name: '', sender: null, ...range } as const;
    const { files, next } = await this.#client.call('conversation.files', request);
    const images = files.flatMap((file) => (file.content.kind === 'image' ? [{ ...file, content: file.content }] : []));
    return { images, next };
  }
}
