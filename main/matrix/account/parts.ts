import type { Feature, MediaUrl } from '../../../preload/contract/index.ts';
import type { Logger } from '../../log/index.ts';
import type { EventCache, PreciousStore } from '../../store/index.ts';
import type { Crypto } from '../crypto/index.ts';
import type { PeopleRules } from '../people/index.ts';
import type { Privacy } from '../rooms/index.ts';
import type { Uploader } from '../types.ts';
import type { Session } from './session.ts';

/** What an account is made of, by `main/app`. */
export interface AccountParts {
  session: Session;
  precious: PreciousStore;
  cache: EventCache;
  uploader: Uploader;
  /** Opens the cryptography; asked once at the start, and again after a failure. */
  openCrypto(): Promise<Crypto>;
  /** Where the page finds a picture. */
  avatarUrl(mxc: string): MediaUrl | null;
  /** Whether files come through an antivirus. */
  contentScanner: boolean;
  /** Name of the application. */
  brand: string;
  /** What its administration has. */
  features: readonly Feature[];
  /** What others may see of the agent, as it stands now. */
  privacy(): Privacy;
  people: PeopleRules;
  /** Whether devices that their owner has not signed take no part (MSC4153), as it stands now. */
  excludesUnsignedDevices(): boolean;
  /** Milliseconds since the epoch. */
  now(): number;
  log: Logger;
}
