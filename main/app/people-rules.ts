import { CodedError } from '../../preload/contract/index.ts';
import type { Host } from '../host/index.ts';
import type { PeopleRules } from '../matrix/index.ts';
import { findHomeserver, type Origins } from '../tchap/index.ts';

/** What the administration of this installation says of people. */
export function peopleRules({ net, environment }: Pick<Host, 'net' | 'environment'>, origins: Origins): PeopleRules {
  const servers = environment.agentServers;
  return {
    isGuest: (userId) => origins.isGuest(userId),
    async isGuestAddress(email) {
      if (servers === null) return null;
      try {
        return (await findHomeserver(net, servers, email)).external;
      } catch (error) {
        // Nobody can tell: the server decides.
        if (error instanceof CodedError) return null;
        throw error;
      }
    },
    // Tchap's homeservers stand before an identity server each, at their own address.
    identityServer: (homeserver) => (servers && isBelow(homeserver, servers.domain) ? homeserver : null),
  };
}

const isBelow = (baseUrl: string, domain: string): boolean => URL.parse(baseUrl)?.hostname.endsWith(`.${domain}`) === true;
