import type { AccountId, Device } from '../../preload/contract/index.ts';
import type { Client } from '../client/index.ts';
import { FeedList } from './feed-list.svelte.ts';

const inactiveMs = 90 * 86_400_000;

/** The devices of the account in the settings, and those that are chosen. */
export class OwnDevices {
  readonly feed: FeedList<'devices'>;
  #chosen = $state.raw<ReadonlySet<string>>(new Set());

  readonly current: Device | null = $derived.by(() => this.feed.items.find((device) => device.current) ?? null);
  readonly others: readonly Device[] = $derived.by(() => this.feed.items.filter((device) => !device.current));
  /** Of those that are still there. */
  readonly chosen: readonly string[] = $derived.by(() => this.others.map(({ deviceId }) => deviceId).filter((id) => this.#chosen.has(id)));

  constructor(client: Client, accountId: AccountId) {
    this.feed = new FeedList(client, 'devices', { accountId });
  }

  choose(deviceId: string, chosen: boolean): void {
    const next = new Set(this.#chosen);
    if (chosen) next.add(deviceId);
    else next.delete(deviceId);
    this.#chosen = next;
  }

  close(): void {
    this.feed.close();
  }
}

/** Not seen for 90 days. One whose last activity is not told is not called inactive. */
export const isInactive = ({ lastSeenAt }: Pick<Device, 'lastSeenAt'>, now: number): boolean =>
  lastSeenAt !== null && now - lastSeenAt > inactiveMs;
