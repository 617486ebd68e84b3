import type { Desk } from '../handlers/index.ts';
import type { Host } from '../host/index.ts';
import { forumServers } from '../tchap/index.ts';
import type { Links } from './links.ts';
import type { VersionWatch } from './version-watch.ts';

export interface DeskParts {
  links: Links;
  /** Whoever decides on notifications. */
  told: Pick<Desk, 'setFocus' | 'checkNotifications'>;
  versions: Pick<VersionWatch, 'putAway'>;
  /** The one that the administration imposes. */
  homeserver: string | null;
}

/** What is asked of the application itself. */
export function createDesk(host: Host, { links, told, versions, homeserver }: DeskParts): Desk {
  return {
    info: () => ({ name: 'Tchap', ...host.environment, homeserver }),
    checkNotifications: told.checkNotifications,
    setFocus: (focus) => {
      links.setAccount(focus.accountId);
      told.setFocus(focus);
    },
    forumServers: (own) => forumServers(host.environment.agentServers, own),
    putAwayAdvice: (version) => versions.putAway(version),
    openLink: (url) => links.follow(url),
    allowCamera: () => host.camera.allowOnce(),
    allowMicrophone: () => host.microphone.allowOnce(),
  };
}
