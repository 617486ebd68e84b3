import { randomUUID } from 'node:crypto';
import { toCodedError, type KeyRepair } from '../../matrix/index.ts';
import type { EventRecord, JsonObject } from '../../records/index.ts';
import { TrustRequirement, UserId, type Device } from '../engine/binding.ts';
import type { EngineContext } from '../engine/context.ts';
import { decryptOne } from '../engine/decryption.ts';

/** Whom a repair writes to at most. */
const mostUsers = 20;
const mostDevices = 40;
const quiet = { trace() {}, debug() {}, info() {}, warn() {}, error() {} };

interface Sender {
  userId: string;
  /** Identity keys of the devices that sent, base64 (`sender_key`); other implementations may leave it out. */
  keys: Set<string>;
}

function sendersOf(events: EventRecord[]): Sender[] {
  const users = [...Map.groupBy(events, (event) => event.sender)].slice(0, mostUsers);
  return users.map(([userId, sent]) => ({
    userId,
    keys: new Set(sent.flatMap(({ content }) => (typeof content['sender_key'] === 'string' ? [content['sender_key']] : []))),
  }));
}

/** `KeyRepair` on the engine. */
export class EngineRepair implements KeyRepair {
  readonly #context: EngineContext;

  constructor(context: EngineContext) {
    this.#context = context;
  }

  renewChannels(events: EventRecord[], signal: AbortSignal): Promise<number> {
    return this.#context.run(async () => {
      const senders = sendersOf(events);
      await this.#claim(senders);
      const messages: { [userId: string]: { [deviceId: string]: JsonObject } } = {};
      let devices = 0;
      for (const sender of senders) {
        signal.throwIfAborted();
        const greetings = await this.#greet(sender, mostDevices - devices);
        devices += greetings.length;
        if (greetings.length > 0) messages[sender.userId] = Object.fromEntries(greetings);
      }
      if (devices > 0) await this.#send(messages, signal);
      return devices;
    });
  }

  requestKeys(events: EventRecord[]): Promise<number> {
    const { machine, run } = this.#context;
    return run(async () => {
      // Off otherwise, as in matrix-js-sdk: every message that cannot be read would ask all devices.
      machine.olm.roomKeyRequestsEnabled = true;
      try {
        for (const event of events) await decryptOne(machine.olm, event, TrustRequirement.Untrusted);
        await machine.sdk.outgoingRequestsManager.doProcessOutgoingRequests();
      } finally {
        machine.olm.roomKeyRequestsEnabled = false;
      }
      return new Set(events.map(({ roomId, content }) => JSON.stringify([roomId, content['session_id']]))).size;
    });
  }

  /** Sessions with the devices that have none. */
  async #claim(senders: Sender[]): Promise<void> {
    const users = senders.map(({ userId }) => new UserId(userId));
    try {
      await this.#context.machine.sdk.keyClaimManager.ensureSessionsForUsers(quiet, users);
    } catch (error) {
      throw toCodedError(error);
    }
  }

  /** A message without content for each device that sent: it tells them of the channel that holds from now on (spec 11.12.4.2). */
  async #greet({ userId, keys }: Sender, most: number): Promise<[string, JsonObject][]> {
    const found = await this.#context.machine.olm.getUserDevices(new UserId(userId));
    const devices = found.devices().filter((device) => keys.size === 0 || keys.has(device.curve25519Key?.toBase64() ?? ''));
    found.free();
    const greetings: [string, JsonObject][] = [];
    for (const device of devices.slice(0, most)) {
      const content = await greeting(device);
      if (content) greetings.push([device.deviceId.toString(), content]);
    }
    return greetings;
  }

  async #send(messages: JsonObject, signal: AbortSignal): Promise<void> {
    await this.#context.http.json('PUT', `/_matrix/client/v3/sendToDevice/m.room.encrypted/${randomUUID()}`, {
      body: { messages },
      signal,
    });
  }
}

/** Null where there is no channel with the device. */
async function greeting(device: Device): Promise<JsonObject | null> {
  try {
    return JSON.parse(await device.encryptToDeviceEvent('m.dummy', {})) as JsonObject;
  } catch {
    return null;
  }
}
