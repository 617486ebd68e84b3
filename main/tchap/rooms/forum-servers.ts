import type { UserId } from '../../../preload/contract/index.ts';
import type { AgentServers } from '../../host/index.ts';

interface ForumServer {
  serverName: string;
  label: string;
}

/** A homeserver of Tchap is found at `matrix.` before its server name. */
const nameOf = (baseUrl: string): string => URL.parse(baseUrl)?.host.replace(/^matrix\./u, '') ?? '';

/** Servers whose forums an agent may look for: her own, then those of the administration, but the one of guests. */
export function forumServers(servers: AgentServers | null, own: UserId): ForumServer[] {
  const serverName = own.slice(own.indexOf(':') + 1);
  const all = (servers?.homeservers ?? [])
    .filter((one) => !one.external)
    .map((one) => ({ serverName: nameOf(one.baseUrl), name: one.name }));
  const others = all.filter((one) => one.serverName !== '' && one.serverName !== serverName);
  const label = all.find((one) => one.serverName === serverName)?.name ?? serverName;
  return [
    { serverName, label },
    ...others
      .map((one) => ({ serverName: one.serverName, label: one.name ?? one.serverName }))
      .sort((a, b) => a.label.localeCompare(b.label, 'fr')),
  ];
}
