import type { MediaUrl, RoomId } from '../../preload/contract/index.ts';
import { createCrypto } from '../crypto/index.ts';
import type { Host } from '../host/index.ts';
import type { Logger } from '../log/index.ts';
import { LiveAccount, Session, type PeopleRules, type Uploader } from '../matrix/index.ts';
import type { PolicyValues } from '../policy/index.ts';
import type { AccountRecord, EventRecord } from '../records/index.ts';
import type { SettingsStore } from '../settings/index.ts';
import type { AccountStores } from '../store/index.ts';
import { featuresOf } from '../tchap/index.ts';
import type { OpenAccount } from './entry.ts';

/** What `main/media` gives an account. */
export interface AccountMedia {
  /** Removes what is kept of the files of messages that are gone. */
  forget(events: readonly EventRecord[]): Promise<void>;
  uploader: Uploader;
  /** Whether files come through an antivirus. */
  contentScanner: boolean;
  avatarUrl(mxc: string): MediaUrl | null;
  close(): Promise<void>;
}

export interface BuildParts {
  host: Pick<Host, 'net' | 'clock' | 'environment'>;
  log: Logger;
  policy: PolicyValues;
  settings: Pick<SettingsStore, 'current' | 'onChange'>;
  people: PeopleRules;
  openMedia(session: Session, stores: AccountStores): AccountMedia;
}

/** Puts the services of one account together over its open stores. Nothing of it works before `start`. */
export function buildAccount(parts: BuildParts, record: AccountRecord, stores: AccountStores): OpenAccount {
  const { precious, cache } = stores;
  const log = parts.log.child(`account ${record.accountId.slice(0, 8)}`);
  const session = new Session({ record, precious, net: parts.host.net });
  const media = parts.openMedia(session, stores);
  const account = new LiveAccount({
    session,
    precious,
    cache,
    uploader: media.uploader,
    contentScanner: media.contentScanner,
    brand: 'Tchap',
    features: featuresOf(parts.host.environment.features, record.userId, parts.policy),
    people: parts.people,
    openCrypto: async () =>
      createCrypto({
        client: await session.sdkClient((kind) => log.warn('an answer to the cryptography was refused', { code: 'server.error', kind })),
        http: session.http,
        precious,
        accountId: record.accountId,
        rooms: () => newestRooms(cache),
        caCertificates: parts.policy.x509CaCertificates,
        dehydratedDevice: parts.policy.dehydratedDevice ?? false,
        takePassword: () => session.freshPassword.take(),
        now: () => parts.host.clock.now(),
        log,
      }),
    avatarUrl: (mxc) => media.avatarUrl(mxc),
    privacy: () => ({ receipts: parts.settings.current().sendReceipts, typing: parts.settings.current().sendTyping }),
    excludesUnsignedDevices: () => parts.settings.current().excludeUnsignedDevices,
    now: () => parts.host.clock.now(),
    log,
  });
  account.onSync(({ expired }) => {
    if (expired.files.length > 0) void media.forget(expired.files);
  });
  const leave = parts.settings.onChange(() => account.applyTrustRule());
  const close = async (): Promise<void> => {
    leave();
    await account.stop();
    await media.close();
    await cache.close();
    precious.close();
  };
  return { account, close };
}

/** The rooms of an account, the most active first. */
async function newestRooms(cache: AccountStores['cache']): Promise<RoomId[]> {
  const rooms = (await cache.rooms()).filter((room) => room.encrypted).sort((a, b) => b.activityAt - a.activityAt);
  return rooms.map((room) => room.roomId);
}
