import type { UserId } from '../../../preload/contract/index.ts';
import {
  Interactive,
  type Authentication,
  type DeviceTrust,
  type Devices,
  type NewDevice,
  type OwnDevice,
  type Trust,
} from '../../matrix/index.ts';
import { UserId as RustUserId } from '../engine/binding.ts';
import type { EngineContext } from '../engine/context.ts';
import { DeviceRecords } from './device-records.ts';
import { parseDevices, type ServerDevice } from './server-devices.ts';

const api = '/_matrix/client/v3';
const nameOf = (name: string | undefined): string | null => name?.trim().slice(0, 255).toWellFormed() || null;

/** Keys of a device of ours, as the engine has them. */
interface KeyedDevice {
  name: string | null;
  /** By the identity of the account, which the server tells; worth something only where this device trusts it. */
  signed: boolean;
}

export interface OwnDevicesParts {
  context: EngineContext;
  trust: Pick<Trust, 'people' | 'onPeople'>;
  /** Milliseconds since the epoch. */
  now(): number;
}

/** `Devices` over the server's list, the engine's keys, and what was seen before. */
export class OwnDevices implements Devices {
  readonly #parts: OwnDevicesParts;
  readonly #own: UserId;
  readonly #records: DeviceRecords;
  readonly #listeners = new Set<() => void>();
  readonly #intentions = new Map<string, Interactive>();
  #looking: Promise<void> | null = null;
  #lookedOnce = false;

  constructor(parts: OwnDevicesParts) {
    this.#parts = parts;
    const { machine, precious } = parts.context;
    this.#own = machine.olm.userId.toString() as UserId;
    this.#records = new DeviceRecords(precious.sql);
    parts.trust.onPeople((userIds) => {
      if (!userIds.includes(this.#own)) return;
      this.#look();
      this.#tell();
    });
  }

  async list(): Promise<OwnDevice[]> {
    const listed = await this.#ask();
    const { keyed, dehydrated, trusted } = await this.#parts.context.run(() => this.#keys());
    const current = this.#currentId;
    const trustOf = (deviceId: string): DeviceTrust => {
      const keys = keyed.get(deviceId);
      if (!keys) return 'no-encryption';
      if (trusted) return keys.signed ? 'verified' : 'unverified';
      return deviceId === current ? 'unverified' : 'unknown';
    };
    return listed
      .filter(({ deviceId }) => !dehydrated.has(deviceId))
      .map((device) => ({ ...device, current: device.deviceId === current, trust: trustOf(device.deviceId) }))
      .sort((a, b) => Number(b.current) - Number(a.current) || (b.lastSeenAt ?? 0) - (a.lastSeenAt ?? 0));
  }

  newDevices(): NewDevice[] {
    return this.#records.newDevices();
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  looked(deviceId: string): void {
    this.#records.looked(deviceId);
    this.#tell();
  }

  async rename(deviceId: string, name: string): Promise<void> {
    const path = `${api}/devices/${encodeURIComponent(deviceId)}`;
    await this.#parts.context.http.json('PUT', path, { body: { display_name: name } });
    this.#tell();
  }

  async signOut(deviceIds: string[], authentication: Authentication | null): Promise<void> {
    const devices = deviceIds.filter((deviceId) => deviceId !== this.#currentId);
    if (devices.length === 0) return;
    const key = devices.join('\n');
    const { client, http } = this.#parts.context;
    const intention = this.#intentions.get(key) ?? new Interactive(this.#own, client.baseUrl);
    this.#intentions.set(key, intention);
    await intention.run(
      (auth) => http.json('POST', `${api}/delete_devices`, { body: { devices, ...(auth ? { auth } : {}) } }),
      authentication,
    );
    this.#intentions.delete(key);
    for (const deviceId of devices) this.#records.looked(deviceId);
    this.#tell();
  }

  online(): void {
    if (!this.#lookedOnce) this.#look();
  }

  get #currentId(): string {
    return this.#parts.context.machine.olm.deviceId.toString();
  }

  async #ask(): Promise<ServerDevice[]> {
    return parseDevices(await this.#parts.context.http.json('GET', `${api}/devices`));
  }

  /** Looks for new devices, one look at a time; a change during a look is looked at after it. */
  #look(): void {
    const { run, log } = this.#parts.context;
    const before = this.#looking ?? Promise.resolve();
    const look = before
      .then(() => run(() => this.#lookOnce()))
      // The next change, or the next start, looks again.
      .catch((error: unknown) => log.info('new devices were not looked for', { error }))
      .finally(() => {
        if (this.#looking === look) this.#looking = null;
      });
    this.#looking = look;
  }

  async #lookOnce(): Promise<void> {
    const known = this.#records.known();
    // The devices that were there before this one are no news.
    if (known.size === 0) for (const { deviceId, name } of await this.#ask()) this.#records.add(deviceId, name, null);
    if (known.size === 0) return;
    const { keyed, trusted } = await this.#keys();
    this.#lookedOnce = trusted;
    // A device that is not verified itself cannot tell friend from foe; it looks again once it is.
    if (trusted) {
      for (const [deviceId, { name, signed }] of keyed) {
        if (!known.has(deviceId)) this.#records.add(deviceId, name, signed ? null : this.#parts.now());
      }
    }
    for (const { deviceId } of this.#records.newDevices()) if (keyed.get(deviceId)?.signed ?? true) this.#records.looked(deviceId);
    this.#tell();
  }

  /** `trusted`: this device trusts the identity of the account. `dehydrated`: no place where somebody is signed in (MSC3814). */
  async #keys(): Promise<{ keyed: Map<string, KeyedDevice>; dehydrated: Set<string>; trusted: boolean }> {
    const { olm } = this.#parts.context.machine;
    const keyed = new Map<string, KeyedDevice>();
    const dehydrated = new Set<string>();
    const user = await olm.getUserDevices(new RustUserId(this.#own));
    for (const device of user.devices()) {
      if (device.isDehydrated) dehydrated.add(device.deviceId.toString());
      else if (!device.isDeleted()) {
        keyed.set(device.deviceId.toString(), { name: nameOf(device.displayName), signed: device.isCrossSignedByOwner() });
      }
      device.free();
    }
    user.free();
    const trust = (await this.#parts.trust.people([this.#own])).get(this.#own);
    return { keyed, dehydrated, trusted: trust === 'verified' };
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}
