import type { Host } from '../host/index.ts';
import type { Logger } from '../log/index.ts';
import { Hearers, type ClientFacts } from '../matrix/index.ts';
import type { PolicyValues } from '../policy/index.ts';
import type { SettingsStore } from '../settings/index.ts';
import type { StoreContext } from '../store/index.ts';
import type { AccountDirectory } from './directory.ts';
import { SessionService } from './sessions.ts';
import { AccountMaker, BrowserReturn, BrowserSignIn, ByMail, languageOf, returnPath, type MakerParts } from './sign-in/index.ts';

/** Name of this installation in the agent's list of devices. */
const deviceNameOf = (host: Host): string => `Tchap Desktop (${host.environment.platform})`;

/** How this installation introduces itself to OAuth providers. */
const clientFacts = ({ environment }: Host, link: string): ClientFacts => ({
  name: 'Tchap Desktop',
  uri: `${environment.permalinks}/`,
  redirects: [`http://127.0.0.1${returnPath}`, link],
});

export interface SignInsParts {
  host: Host;
  log: Logger;
  policy: PolicyValues;
  settings: Pick<SettingsStore, 'current'>;
  stores: StoreContext;
  directory: AccountDirectory;
  build: MakerParts['build'];
}

/** All ways to sign in and out. `returned`: the agent came back from the browser. */
export function createSignIns({ host, log, policy, settings, stores, directory, build }: SignInsParts) {
  const deviceName = deviceNameOf(host);
  const maker = new AccountMaker({ keychain: host.keychain, stores, directory, build });
  const sessions = new SessionService({ host, policy, stores, directory, maker, deviceName });
  const returned = new Hearers<null>(log);
  const language = (): 'fr' | 'en' => languageOf(settings.current().language, host.environment.locale);
  const allowed = (baseUrl: string): string => sessions.allowed(baseUrl);
  const returns = new BrowserReturn({
    opener: host.opener,
    scheme: host.environment.scheme,
    language,
    onReturn: () => returned.tell(null),
  });
  const browser = new BrowserSignIn({
    net: host.net,
    opener: host.opener,
    returns,
    directory,
    maker,
    facts: clientFacts(host, returns.link),
    deviceName,
    allowed,
  });
  const byMail = new ByMail({ net: host.net, maker, deviceName, language, allowed });
  return { sessions, browser, byMail, returns, returned };
}
