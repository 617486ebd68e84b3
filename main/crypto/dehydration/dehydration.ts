import { toCodedError } from '../../matrix/index.ts';
import type { JsonObject } from '../../records/index.ts';
import { DehydratedDeviceKey, DeviceId, type RehydratedDevice } from '../engine/binding.ts';
import type { EngineContext } from '../engine/context.ts';
import { DehydrationServer, type FoundDevice } from './server.ts';

/** Name that other applications show for it in lists of devices. */
const deviceName = 'Dehydrated device';
const renewMs = 7 * 24 * 60 * 60_000;
/** Parts of 100 messages each: a server that always has more is not listened to for ever. */
const mostParts = 5_000;

interface DehydrationParts {
  /** Whether the administration wants it. */
  allowed: boolean;
  /** Milliseconds since the epoch. */
  now(): number;
}

/**
 * The dehydrated device (MSC3814): a device that lies encrypted on the server and takes the room keys
 * of messages that come while the agent is signed in nowhere. Its key is in secret storage; the next
 * device that the code is entered on takes what came, and puts a new one in its place.
 */
export class Dehydration {
  readonly #context: EngineContext;
  readonly #parts: DehydrationParts;
  readonly #server: DehydrationServer;
  #turn: Promise<void> = Promise.resolve();
  #timer: ReturnType<typeof setTimeout> | null = null;
  #stopped = false;

  constructor(context: EngineContext, parts: DehydrationParts) {
    this.#context = context;
    this.#parts = parts;
    this.#server = new DehydrationServer(context.http);
  }

  /** The key that a code must open, base64: the one of this device, else a new one. Null where there is none to be. Never rejects. */
  async keyForCode(): Promise<string | null> {
    try {
      if (!this.#parts.allowed) return null;
      const known = await this.#withKey(async (key) => key.toBase64());
      if (known !== null) return known;
      return (await this.#server.find()) === 'unsupported' ? null : newKey();
    } catch (error) {
      this.#failed('no key for a dehydrated device', error);
      return null;
    }
  }

  /** Keeps the key that secret storage holds. False where it is none; nothing is kept where the administration does not want it. */
  async takeKey(secret: string): Promise<boolean> {
    const bytes = Buffer.from(secret, 'base64');
    try {
      if (!this.#parts.allowed || bytes.byteLength !== 32) return false;
      await this.#context.run(() => this.#save(bytes));
      return true;
    } finally {
      bytes.fill(0);
    }
  }

  /** The identity is whole and its code opens it: takes what came, makes a new device, and again each week. What fails waits for the next start. */
  identityReady(): void {
    void this.#inTurn('the dehydrated device was not renewed', () => (this.#parts.allowed ? this.#keep() : this.#leave()));
  }

  /** The identity that signed it is gone. Never rejects: a device that is left over is replaced by the next. */
  forget(): Promise<void> {
    return this.#inTurn('the dehydrated device was not deleted', () => this.#delete());
  }

  stop(): void {
    this.#stopped = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
  }

  async #keep(): Promise<void> {
    if ((await this.#withKey(async () => true)) === null) return;
    const found = await this.#server.find();
    if (found === 'unsupported') return;
    const left = found === 'none' ? 0 : this.#timeLeft(found);
    if (left > 0) return this.#again(left);
    if (found !== 'none') await this.#rehydrate(found);
    await this.#create();
    this.#again(renewMs);
  }

  /** How long one that this device made may stay, milliseconds. */
  #timeLeft({ made }: FoundDevice): number {
    const age = made?.by === this.#deviceId ? this.#parts.now() - made.at : renewMs;
    return age < 0 ? 0 : renewMs - age;
  }

  /** The administration no longer wants what this device made. */
  async #leave(): Promise<void> {
    if ((await this.#withKey(async () => true)) !== null) await this.#delete();
  }

  /** The key last: until the server has agreed, this is tried again at each start where the administration wants none. */
  async #delete(): Promise<void> {
    await this.#server.delete();
    await this.#context.run(() => this.#context.machine.olm.dehydratedDevices().deleteDehydratedDeviceKey());
  }

  /** What fails is logged. */
  #inTurn(what: string, work: () => Promise<void>): Promise<void> {
    this.#turn = this.#turn.then(work).catch((error: unknown) => this.#failed(what, error));
    return this.#turn;
  }

  #again(ms: number): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    if (this.#stopped) return;
    this.#timer = setTimeout(() => this.identityReady(), ms);
    this.#timer.unref();
  }

  async #rehydrate(found: FoundDevice): Promise<void> {
    const device = await this.#open(found);
    if (device === null) return;
    let keys = 0;
    let from: string | null = null;
    for (let parts = 0; parts < mostParts; parts++) {
      const { events, next } = await this.#server.events(found.deviceId, from);
      // Whoever sent a key is judged when a message is read with it: of a stranger nothing is known yet.
      if (events.length > 0) keys += (await this.#context.run(() => device.receiveEvents(JSON.stringify(events)))).length;
      if (next === null || next === from) break;
      from = next;
    }
    this.#context.log.info('the dehydrated device was read', { keys });
  }

  /** Null where the key does not open it: then it is of use to nobody, and a new one takes its place. */
  async #open({ deviceId, data }: FoundDevice): Promise<RehydratedDevice | null> {
    try {
      const { olm } = this.#context.machine;
      return await this.#withKey((key) => olm.dehydratedDevices().rehydrate(key, new DeviceId(deviceId), JSON.stringify(data)));
    } catch (error) {
      if (!this.#stopped) this.#failed('the dehydrated device does not open', error);
      return null;
    }
  }

  async #create(): Promise<void> {
    const body = await this.#withKey(async (key) => {
      const device = await this.#context.machine.olm.dehydratedDevices().create();
      return (await device.keysForUpload(deviceName, key)).body;
    });
    if (body === null) return;
    await this.#server.put(JSON.parse(body) as JsonObject, this.#deviceId, this.#parts.now());
    this.#context.log.info('a dehydrated device was made');
  }

  get #deviceId(): string {
    return this.#context.machine.olm.deviceId.toString();
  }

  /** Null where this device has no key. */
  #withKey<T>(work: (key: DehydratedDeviceKey) => Promise<T>): Promise<T | null> {
    return this.#context.run(async () => {
      const key = await this.#context.machine.olm.dehydratedDevices().getDehydratedDeviceKey();
      if (key === undefined) return null;
      try {
        return await work(key);
      } finally {
        key.free();
      }
    });
  }

  async #save(bytes: Uint8Array): Promise<void> {
    const key = DehydratedDeviceKey.createKeyFromArray(bytes);
    try {
      await this.#context.machine.olm.dehydratedDevices().saveDehydratedDeviceKey(key);
    } finally {
      key.free();
    }
  }

  #failed(what: string, error: unknown): void {
    this.#context.log.warn(what, { code: toCodedError(error).code });
  }
}

function newKey(): string {
  const key = DehydratedDeviceKey.createRandomKey();
  try {
    return key.toBase64();
  } finally {
    key.free();
  }
}
