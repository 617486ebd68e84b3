import type { EventPayload, Settings } from '../../preload/contract/index.ts';
import { createFeeds, type Feeds } from '../feeds/index.ts';
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
import { buildAccount, type BuildParts } from './build-account.ts';
import { createSignIns } from './create-sign-ins.ts';
import { createDesk } from './desk.ts';
import { createCodeFiles } from './code-files.ts';
import { createKeyFiles } from './key-files.ts';
import { createMemberFiles } from './member-files.ts';
import { AccountDirectory } from './directory.ts';
import type { OpenAccount } from './entry.ts';
import { Links } from './links.ts';
import { MediaDesk } from './media-desk.ts';
import { MoveWatch } from './move-watch.ts';
import { openSpelling } from './open-spelling.ts';
import { peopleRules } from './people-rules.ts';
import type { BrowserReturn } from './sign-in/index.ts';
import { VersionWatch } from './version-watch.ts';
import type { App, AppEvent } from './types.ts';

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

interface LinkParts {
  returns: BrowserReturn;
  directory: AccountDirectory;
  links: Links;
  log: Logger;
}

interface AppParts {
  host: Host;
  log: Logger;
  settings: SettingsStore;
  policy: Policy;
}

/** Links that the OS hands over: a browser that comes back, or a place inside. One that started the application comes before its accounts are open. */
function linkOpener({ returns, directory, links, log }: LinkParts): (url: string) => void {
  const open = async (url: string): Promise<void> => {
    if (returns.follow(url)) return;
    await directory.settled();
    if (!(await links.openInside(url))) log.info('a link names nothing that can be opened');
  };
  return (url) => void open(url).catch((error: unknown) => log.warn('a link was not followed', { error }));
}

/** What is written to files and read from them, and the people that some of them list. */
const filesOf = ({ dialogs }: Host, directory: AccountDirectory, { people }: Feeds) => ({
  codeFiles: createCodeFiles(dialogs, directory),
  keyFiles: createKeyFiles(dialogs, directory),
  memberFiles: createMemberFiles(dialogs, people),
  people,
});

/** What is asked for once a day. */
function startWatches({ host, log, policy: { values } }: Pick<AppParts, 'host' | 'log' | 'policy'>, directory: AccountDirectory) {
  const versions = new VersionWatch({ host, enabled: values.autoUpdate !== 'off', log: log.child('versions') });
  void versions.start();
  const moves = new MoveWatch({ host, directory, enabled: values.homeserver === undefined, log: log.child('moves') });
  moves.start();
  return { versions, moves };
}

/** Puts an account together over its open stores. */
function accountBuilder({ host, log, settings, policy }: AppParts, origins: Origins, media: MediaDesk) {
  const people = peopleRules(host, origins);
  const parts: BuildParts = { host, log, settings, policy: policy.values, people, openMedia: (...opened) => media.open(...opened) };
  return (record: AccountRecord, opened: AccountStores): OpenAccount => buildAccount(parts, record, opened);
}

function compose({ host, log, settings, policy }: AppParts, stores: StoreContext): App {
  const events = new Hearers<AppEvent>(log);
  const media = new MediaDesk(host);
  const origins = new Origins(host.environment.agentServers, host.environment.bridges);
  const build = accountBuilder({ host, log, settings, policy }, origins, media);
  const directory = new AccountDirectory(async (record) => build(record, await openAccountStores(stores, record.accountId)), log);
  const signIns = createSignIns({ host, log, policy: policy.values, settings, stores, directory, build });
  const openRoom = (payload: EventPayload<'app.openRoom'>): void => events.tell({ name: 'app.openRoom', payload });
  const announcements = new Announcements({ host, log: log.child('notify'), settings, directory, openRoom });
  const links = new Links({ opener: host.opener, accounts: () => directory.open(), tell: (event) => events.tell(event) });
  const { versions, moves } = startWatches({ host, log, policy }, directory);
  const spelling = openSpelling(host, settings, log.child('spelling'));
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
    downloads: { all: () => media.downloads(), onChange: (listener) => media.onDownloads(listener) },
    log: log.child('feeds'),
  });
  for (const record of stores.registry.list()) directory.list(record);
  return {
    handlers: createHandlers({
      sessions: signIns.sessions,
      browser: signIns.browser,
      byMail: signIns.byMail,
      accounts: directory,
      files: media,
      ...filesOf(host, directory, feeds),
      desk: createDesk(host, { links, told: announcements.desk(), versions, homeserver: signIns.sessions.imposed }),
      settings,
      spelling: spelling.service,
      paginate: feeds.paginate,
      conversation: feeds.conversation,
    }),
    feeds: feeds.sources,
    onEvent: (listener) => events.add(listener),
    media: (url, request) => media.serve(url, request),
    openLink: linkOpener({ returns: signIns.returns, directory, links, log }),
    settings: () => settings.current(),
    onSettings: (listener) => settings.onChange(listener),
    screenLocked: (locked) => announcements.screenLocked(locked),
    wake: () => [directory, moves].forEach((one) => one.wake()),
    onReturn: (listener) => signIns.returned.add(listener),
    async stop() {
      versions.stop();
      moves.stop();
      await directory.stop();
      await spelling.close();
    },
  };
}
