import { CodedError, type Outgoing, type RoomId, type ScheduledMessage, type TransactionId } from '../../../preload/contract/index.ts';
import type { JsonObject } from '../../records/index.ts';
import type { PreciousStore } from '../../store/index.ts';
import { isObject, stringField, type Http } from '../http/index.ts';
import type { ClearContent } from '../queue/index.ts';
import type { Scheduled } from '../types.ts';

export interface DelayedParts {
  http: Http;
  precious: Pick<PreciousStore, 'scheduledBody' | 'saveScheduled' | 'keepScheduled' | 'flush'>;
  now(): number;
  /** A message as it goes out, encrypted where the room is. */
  prepare(roomId: RoomId, content: Outgoing): Promise<ClearContent>;
}
interface Delayed extends ScheduledMessage {
  roomId: string;
}

const path = '/_matrix/client/unstable/org.matrix.msc4140/delayed_events';
const capability = 'org.matrix.msc4140.delayed_events';
/** Where a server takes delayed events and does not say how far ahead, in milliseconds: a day. */
const unsaidDelayMs = 24 * 3_600_000;
/** What the server holds is asked again after this long, in milliseconds. */
const freshMs = 60_000;

const whole = (value: unknown): number | null => (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : null);

/**
 * Messages that the server sends later (MSC4140, delayed events). Newer servers name the fields `delay_ms`
 * and `delayed_since_ts`, older ones `delay` and `running_since`; both are read.
 */
export class DelayedMessages implements Scheduled {
  readonly #parts: DelayedParts;
  #support: Promise<number | null> | null = null;
  #known: { at: number; all: Promise<Delayed[]> } | null = null;

  constructor(parts: DelayedParts) {
    this.#parts = parts;
  }

  maxDelayMs(): Promise<number | null> {
    this.#support ??= this.#askSupport().catch((error: unknown) => {
      this.#support = null;
      throw error;
    });
    return this.#support;
  }

  async list(roomId: RoomId): Promise<ScheduledMessage[]> {
    if ((await this.maxDelayMs()) === null) return [];
    const { now } = this.#parts;
    if (this.#known === null || now() - this.#known.at > freshMs) this.#known = { at: now(), all: this.#askAll() };
    const all = await this.#known.all.catch((error: unknown) => {
      this.#known = null;
      throw error;
    });
    const here = all.filter((one) => one.roomId === roomId && one.sendAt > now());
    return here.map(({ delayId, sendAt, body }) => ({ delayId, sendAt, body }));
  }

  async create(roomId: RoomId, transactionId: TransactionId, content: Outgoing, sendAt: number): Promise<void> {
    const { http, precious, now } = this.#parts;
    const most = await this.maxDelayMs();
    const delay = Math.round(sendAt - now());
    if (most === null || content.kind !== 'text')
      throw new CodedError('scheduled.unavailable', 'the server takes no such message for later');
    if (delay > most) throw new CodedError('scheduled.too-far', 'later than the server takes');
    const { type, content: body } = await this.#parts.prepare(roomId, content);
    precious.flush();
    const room = `/_matrix/client/v3/rooms/${encodeURIComponent(roomId)}/send/${encodeURIComponent(type)}`;
    const query = { 'org.matrix.msc4140.delay': Math.max(1, delay) };
    const answer = await http.json('PUT', `${room}/${encodeURIComponent(transactionId)}`, { query, body });
    const delayId = stringField(answer, 'delay_id');
    if (delayId === null) throw new CodedError('server.error', 'the answer holds no delay_id');
    precious.saveScheduled(delayId, content.body);
    this.#known = null;
  }

  async act(delayId: string, action: 'cancel' | 'send'): Promise<void> {
    this.#known = null;
    await this.#parts.http.json('POST', `${path}/${encodeURIComponent(delayId)}`, { body: { action } }).catch((error: unknown) => {
      if (error instanceof CodedError && error.detail.status === 404) throw new CodedError('message.unknown', 'no such delayed event');
      throw error;
    });
  }

  /** Cancels all of a room, and forgets their words. */
  async cancelIn(roomId: RoomId): Promise<void> {
    for (const { delayId } of await this.list(roomId)) await this.act(delayId, 'cancel');
    if (this.#known === null && (await this.maxDelayMs()) !== null) await this.#askAll();
  }

  async #askSupport(): Promise<number | null> {
    const { http } = this.#parts;
    const { capabilities } = await http.json('GET', '/_matrix/client/v3/capabilities');
    const told = isObject(capabilities) ? capabilities[capability] : undefined;
    if (isObject(told)) return whole(told['max_delay_ms']) || null;
    const versions = await http.json('GET', '/_matrix/client/versions');
    const features = isObject(versions['unstable_features']) ? versions['unstable_features'] : {};
    return features['org.matrix.msc4140'] === true ? unsaidDelayMs : null;
  }

  async #askAll(): Promise<Delayed[]> {
    const { http, precious } = this.#parts;
    const answer = await http.json('GET', path);
    const told = Array.isArray(answer['delayed_events']) ? answer['delayed_events'] : [];
    const all = told.flatMap((one) => (isObject(one) ? (this.#read(one) ?? []) : []));
    precious.keepScheduled(all.map(({ delayId }) => delayId));
    return all.sort((a, b) => a.sendAt - b.sendAt);
  }

  #read(event: JsonObject): Delayed | null {
    const delayId = stringField(event, 'delay_id');
    const roomId = stringField(event, 'room_id');
    const since = whole(event['delayed_since_ts']) ?? whole(event['running_since']);
    const delay = whole(event['delay_ms']) ?? whole(event['delay']);
    const type = stringField(event, 'type');
    if (delayId === null || roomId === null || since === null || delay === null) return null;
    if (type !== 'm.room.message' && type !== 'm.room.encrypted') return null;
    const clear = isObject(event['content']) ? stringField(event['content'], 'body') : null;
    return { delayId, roomId, sendAt: since + delay, body: this.#parts.precious.scheduledBody(delayId) ?? clear };
  }
}
