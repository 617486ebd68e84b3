import type { EventRecord } from '../../records/index.ts';

/** What can be done about missing keys besides the backup. All reject with `CodedError`. */
export interface KeyRepair {
  /** Makes the encrypted channels with the devices that sent these events anew; with how many devices. Bounded. */
  renewChannels(events: EventRecord[], signal: AbortSignal): Promise<number>;
  /** Asks the other devices of the agent for the keys of these events (`m.room_key_request`, spec 11.12.4.3); how many keys. */
  requestKeys(events: EventRecord[]): Promise<number>;
}
