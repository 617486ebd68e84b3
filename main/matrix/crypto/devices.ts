import type { Authentication } from '../http/index.ts';

/**
 * What this device makes of another device of the same person.
 * - `verified`: signed by the identity of the account, which this device trusts.
 * - `unverified`: not signed by it.
 * - `unknown`: this device is not verified itself and cannot tell.
 * - `no-encryption`: it has no keys, and cannot read encrypted messages.
 */
export type DeviceTrust = 'verified' | 'unverified' | 'unknown' | 'no-encryption';

/** A device of the account (spec: `GET /devices`, and its keys). */
export interface OwnDevice {
  deviceId: string;
  /** As its owner named it; null where it has no name. */
  name: string | null;
  /** Milliseconds since the epoch; null where the server does not say. */
  lastSeenAt: number | null;
  lastSeenIp: string | null;
  /** This very device. */
  current: boolean;
  trust: DeviceTrust;
}

/** A device of the account that appeared unverified, and that the agent did not look at yet. */
export interface NewDevice {
  deviceId: string;
  name: string | null;
  /** When this device first saw it, in milliseconds since the epoch. */
  appearedAt: number;
}

/** The devices of the account. */
export interface Devices {
  /** All that the server lists, this one first, then by when they were last seen. Rejects with `network.*`, `server.*`. */
  list(): Promise<OwnDevice[]>;
  /** Kept on disk until `looked`, or until the device is verified or gone. */
  newDevices(): NewDevice[];
  /** Devices, their keys or `newDevices` changed. */
  onChange(listener: () => void): () => void;
  /** The agent knows of this device. */
  looked(deviceId: string): void;
  rename(deviceId: string, name: string): Promise<void>;
  /** Ends the sessions of other devices. Rejects with `auth.confirm-identity`, `auth.wrong-password`, `server.*`, `network.*`. */
  signOut(deviceIds: string[], authentication: Authentication | null): Promise<void>;
  /** The connection is there: looks at what changed while nobody was here. */
  online(): void;
}
