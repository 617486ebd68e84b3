import type { Desk } from '../handlers/index.ts';
import type { Host } from '../host/index.ts';
import { forumServers } from '../tchap/index.ts';
import type { Links } from './links.ts';
import type { VersionWatch } from './version-watch.ts';

/** What is asked of the application itself. `told` is whoever decides on notifications. */
export function createDesk(
  host: Host,
  links: Links,
  told: Pick<Desk, 'setFocus' | 'checkNotifications'>,
  versions: Pick<VersionWatch, 'putAway'>,
): Desk {
  return {
    info: () => ({ name: 'Tchap', ...host.environment }),
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
