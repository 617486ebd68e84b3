import * as v from 'valibot';
import { CodedError } from '../../../preload/contract/index.ts';
import type { Http } from '../../matrix/index.ts';
import { isObject, type JsonObject } from '../../records/index.ts';

const path = '/_matrix/client/unstable/org.matrix.msc3814.v1/dehydrated_device';
/** Our part of `device_data`: which device made it, and when. Others ignore it. */
const ownField = 'fr.gouv.tchap.made';
const id = v.pipe(v.string(), v.minLength(1), v.maxLength(255));
const made = v.object({ by: id, at: v.pipe(v.number(), v.integer(), v.minValue(0)) });
const device = v.object({
  device_id: id,
  device_data: v.looseObject({ algorithm: v.string(), [ownField]: v.fallback(v.optional(made), undefined) }),
});
const events = v.object({
  events: v.pipe(v.array(v.unknown()), v.maxLength(10_000)),
  next_batch: v.nullish(v.pipe(v.string(), v.maxLength(1024))),
});

export interface FoundDevice {
  deviceId: string;
  data: JsonObject;
  /** The device that made it, and when (milliseconds since the epoch); null where another application did. */
  made: { by: string; at: number } | null;
}

const isNone = (error: unknown): error is CodedError => error instanceof CodedError && error.detail.status === 404;

/** The dehydrated device of the account on its server (MSC3814). All reject with `CodedError`. */
export class DehydrationServer {
  readonly #http: Pick<Http, 'json'>;

  constructor(http: Pick<Http, 'json'>) {
    this.#http = http;
  }

  /** `none` also where what is there is malformed: it helps nobody. */
  async find(): Promise<FoundDevice | 'none' | 'unsupported'> {
    try {
      const parsed = v.safeParse(device, await this.#http.json('GET', path));
      if (!parsed.success) return 'none';
      const { device_id: deviceId, device_data: data } = parsed.output;
      return { deviceId, data: data as JsonObject, made: data[ownField] ?? null };
    } catch (error) {
      if (!isNone(error)) throw error;
      return error.detail.errcode === 'M_NOT_FOUND' ? 'none' : 'unsupported';
    }
  }

  /** One part of what was sent to it; `next` is null after the last. */
  async events(deviceId: string, from: string | null): Promise<{ events: JsonObject[]; next: string | null }> {
    const query = from === null ? {} : { from };
    const parsed = v.safeParse(events, await this.#http.json('GET', `${path}/${encodeURIComponent(deviceId)}/events`, { query }));
    if (!parsed.success) throw new CodedError('server.error', 'the answer holds no messages', { retryable: true });
    return { events: parsed.output.events.filter(isObject) as JsonObject[], next: parsed.output.next_batch ?? null };
  }

  /** Takes the place of the one before. `body`: as the engine made it. */
  async put(body: JsonObject, by: string, at: number): Promise<void> {
    const data = isObject(body['device_data']) ? body['device_data'] : {};
    await this.#http.json('PUT', path, { body: { ...body, device_data: { ...data, [ownField]: { by, at } } } });
  }

  /** Nothing to do where there is none, or the server has no such thing. */
  async delete(): Promise<void> {
    try {
      await this.#http.json('DELETE', path);
    } catch (error) {
      if (!isNone(error)) throw error;
    }
  }
}
