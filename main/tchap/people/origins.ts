import type { Origin, UserId } from '../../../preload/contract/index.ts';
import type { AgentServers, BridgedNetwork } from '../../host/index.ts';

/** Server names of guests from outside, whatever the brand lists (they begin so on every platform of Tchap). */
const guestServer = /^(?:e|agent\.externe)\./u;

/** Where people come from, by their Matrix id alone: nothing that they choose themselves counts. */
export class Origins {
  readonly #domain: string | null;
  readonly #labels: ReadonlyMap<string, string>;
  readonly #guests: ReadonlySet<string>;
  readonly #bridges: readonly BridgedNetwork[];

  constructor(servers: AgentServers | null, bridges: readonly BridgedNetwork[]) {
    this.#domain = servers?.domain ?? null;
    const known = (servers?.homeservers ?? []).map((one) => ({ ...one, serverName: nameOf(one.baseUrl) }));
    this.#labels = new Map(known.flatMap(({ serverName, name }) => (name === undefined ? [] : [[serverName, name]])));
    this.#guests = new Set(known.flatMap(({ serverName, external }) => (external ? [serverName] : [])));
    this.#bridges = bridges;
  }

  /** Null: the person is of the same server as `own`. */
  of(userId: UserId, own: UserId): Origin | null {
    const server = serverOf(userId);
    const network = this.#network(userId, server, own);
    if (network !== null) return { kind: 'bridge', label: network };
    if (this.isGuest(userId)) return { kind: 'external', label: server };
    if (server === serverOf(own)) return null;
    return this.#isOurs(server) ? { kind: 'administration', label: this.#labelOf(server) } : { kind: 'foreign', label: server };
  }

  /** An external guest. Nobody is, outside of Tchap; within, who cannot be placed is one. */
  isGuest(userId: UserId): boolean {
    if (this.#domain === null) return false;
    const server = serverOf(userId);
    return server === '' || (this.#isOurs(server) && (this.#guests.has(server) || guestServer.test(server)));
  }

  /** A bridge speaks for its people under ids of the server it belongs to: a foreign one could claim any. */
  #network(userId: UserId, server: string, own: UserId): string | null {
    if (server !== serverOf(own) && !this.#isOurs(server)) return null;
    return this.#bridges.find(({ userIdPrefix }) => userId.startsWith(userIdPrefix))?.name ?? null;
  }

  #isOurs(server: string): boolean {
    return this.#domain !== null && server.endsWith(`.${this.#domain}`);
  }

  /** `agent.finances.tchap.gouv.fr` is « Finances ». */
  #labelOf(server: string): string {
    const given = this.#labels.get(server);
    if (given !== undefined) return given;
    const part =
      server
        .slice(0, -(this.#domain?.length ?? 0) - 1)
        .split('.')
        .at(-1) ?? server;
    return part.charAt(0).toLocaleUpperCase('fr') + part.slice(1);
  }
}

const serverOf = (userId: UserId): string => /^@[^:]+:(.+)$/u.exec(userId)?.[1]?.toLowerCase() ?? '';

/** A homeserver of Tchap is found at `matrix.` before its server name. */
const nameOf = (baseUrl: string): string => URL.parse(baseUrl)?.hostname.replace(/^matrix\./u, '') ?? '';
