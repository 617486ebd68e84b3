import type { EventPayload, Settings } from '../../preload/contract/index.ts';
import { createFeeds } from '../feeds/index.ts';
import { createHandlers } from '../handlers/index.ts';
import type { Host } from '../host/index.ts';
import type { Logger } from '../log/index.ts';
import { Hearers } from '../matrix/index.ts';
import { Origins } from '../tchap/index.ts';
import { readPolicy, type Policy } from '../policy/index.ts';
import type { AccountRecord } from '../records/index.ts';
import { openSettings, type SettingsStore } from '../settings/index.ts';
import { openAccountRegistry, openAccountStores, sweepUnfinishedAccounts, type AccountStores, type StoreContext } from '../store/index.ts';
import { Announcements } from './announcements.ts';
import { buildAccount } from './build-account.ts';
import { createDesk } from './desk.ts';
import { createCodeFiles } from './code-files.ts';
import { createKeyFiles } from './key-files.ts';
import { createMemberFiles } from './member-files.ts';
import { AccountDirectory } from './directory.ts';
import type { OpenAccount } from './entry.ts';
import { Links } from './links.ts';
import { MediaDesk } from './media-desk.ts';
import { peopleRules } from './people-rules.ts';
import { SessionService } from './sessions.ts';
import { VersionWatch } from './version-watch.ts';
import type { App, AppEvent } from './types.ts';

/** Name of this installation in the agent's list of devices. */
const deviceName = (host: Host): string => `Tchap Desktop (${host.environment.platform})`;

/** The settings that policies decide. */
function decided({ values }: Policy): Partial<Settings> {
  const { excludeUnsignedDevices } = values;
  return excludeUnsignedDevices === undefined ? {} : { excludeUnsignedDevices };
}

/**
 * Builds the application on a host and starts its accounts. Resolves without waiting for the
 * network, or for a keychain that asks the agent first.
 */
export async function startApp(host: Host, log: Logger): Promise<App> {
  const policy = await readPolicy(host.managed, log.child('policy'));
  const settings = openSettings(host.paths.data, log.child('settings'), decided(policy));
  const report = (message: string): void => log.child('store').warn(message);
  const stores: StoreContext = { registry: openAccountRegistry(host.paths.data, report), keychain: host.keychain, report };
  await sweepUnfinishedAccounts(stores);
  return compose({ host, log, settings, policy }, stores);
}

interface AppParts {
  host: Host;
  log: Logger;
  settings: SettingsStore;
  policy: Policy;
}

function compose({ host, log, settings, policy }: AppParts, stores: StoreContext): App {
  const events = new Hearers<AppEvent>(log);
  const media = new MediaDesk(host);
  const origins = new Origins(host.environment.agentServers, host.environment.bridges);
  const people = peopleRules(host, origins);
  const build = (record: AccountRecord, opened: AccountStores): OpenAccount =>
    buildAccount(
      { host, log, settings, policy: policy.values, people, openMedia: (session, stores) => media.open(session, stores) },
      record,
      opened,
    );
  const directory = new AccountDirectory(async (record) => build(record, await openAccountStores(stores, record.accountId)), log);
  const sessions = new SessionService({ host, stores, directory, deviceName: deviceName(host), build });
  const openRoom = (payload: EventPayload<'app.openRoom'>): void => events.tell({ name: 'app.openRoom', payload });
  const announcements = new Announcements({ host, log: log.child('notify'), settings, directory, openRoom });
  const links = new Links({ opener: host.opener, accounts: () => directory.open(), tell: (event) => events.tell(event) });
  const versions = new VersionWatch({ host, enabled: policy.values.autoUpdate !== 'off', log: log.child('versions') });
  void versions.start();
  const feeds = createFeeds({
    versions,
    accounts: directory,
    settings,
    mediaUrl: (accountId) => media.urls(accountId),
    onRoomsShown: (accountId) => directory.shown(accountId),
    permalinks: host.environment.permalinks,
    originOf: (userId, own) => origins.of(userId, own),
    copyFile: (...target) => media.copy(...target),
    uploads: { of: (...file) => media.uploadOf(...file), onChange: (...heard) => media.onUploads(...heard) },
    log: log.child('feeds'),
  });
  for (const record of stores.registry.list()) directory.list(record);
  // A link that started the application comes before its accounts are open.
  const openLink = async (url: string): Promise<void> => {
    await directory.settled();
    if (!(await links.openInside(url))) log.info('a link names nothing that can be opened');
  };
  return {
    handlers: createHandlers({
      sessions,
      accounts: directory,
      files: media,
      codeFiles: createCodeFiles(host.dialogs, directory),
      keyFiles: createKeyFiles(host.dialogs, directory),
      desk: createDesk(host, links, announcements.desk(), versions),
      memberFiles: createMemberFiles(host.dialogs, feeds.people),
      people: feeds.people,
      settings,
      paginate: feeds.paginate,
      conversation: feeds.conversation,
    }),
    feeds: feeds.sources,
    onEvent: (listener) => events.add(listener),
    media: (url, request) => media.serve(url, request),
    openLink: (url) => void openLink(url).catch((error: unknown) => log.warn('a link was not followed', { error })),
    settings: () => settings.current(),
    onSettings: (listener) => settings.onChange(listener),
    screenLocked: (locked) => announcements.screenLocked(locked),
    wake: () => directory.wake(),
    async stop() {
      versions.stop();
      await directory.stop();
      await media.close();
    },
  };
}
