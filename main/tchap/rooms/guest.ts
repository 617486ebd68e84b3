import type { UserId } from '../../../preload/contract/index.ts';
import type { AgentServers } from '../../host/index.ts';

/** Server names of guests begin so on every platform of Tchap, whatever the brand lists. */
const guestServer = /^(?:e|agent\.externe)\./u;

/** Whether somebody is an external guest. Nobody is, outside of Tchap: a plain homeserver has no such rule. */
export function isGuest(servers: AgentServers | null, userId: UserId): boolean {
  const server = userId.slice(userId.indexOf(':') + 1).toLowerCase();
  if (servers === null || !server.endsWith(`.${servers.domain}`)) return false;
  return guestServer.test(server) || servers.homeservers.some((one) => one.external && one.baseUrl === `https://matrix.${server}`);
}
