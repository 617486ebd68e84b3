import * as v from 'valibot';
import { CodedError } from '../../../preload/contract/index.ts';
import type { AgentServers, Net } from '../../host/index.ts';

/** Where an address belongs. */
export interface FoundHomeserver {
  /** Where the administration of the address has moved since the account was made; null where it has not. */
  movedTo: string | null;
  baseUrl: string;
  serverName: string;
  /** It is the server of external guests: any address that no administration knows ends there. */
  external: boolean;
  /** Somebody invited this address, which has no account yet. */
  invited: boolean;
}

/** How long one server may take to answer, in milliseconds: there are others to ask. */
const patienceMs = 5000;
/** How many are asked before giving up: where that many do not answer, the network is at fault. */
const mostAsked = 5;

const serverName = v.pipe(v.string(), v.maxLength(230), v.regex(/^(?!-)[0-9a-z-]+(?:\.[0-9a-z-]+)+$/u));
/** Answer of `GET /_matrix/identity/api/v1/info` of Sydent as Tchap runs it. */
const answer = v.object({ hs: serverName, invited: v.optional(v.boolean(), false), new_hs: v.optional(serverName) });

/**
 * Finds the homeserver of an official e-mail address. The servers of the brand are asked in a random
 * order, one after the other until one answers; each knows all addresses. Rejects with
 * `network.unreachable` where none answers, `server.not-matrix` where the answer names a server that
 * is not of this brand: a password would be sent there.
 */
export async function findHomeserver(net: Net, servers: AgentServers, email: string, random = Math.random): Promise<FoundHomeserver> {
  let failure: unknown = null;
  for (const { baseUrl } of shuffled(servers.homeservers, random).slice(0, mostAsked)) {
    try {
      return foundIn(servers, await ask(net, baseUrl, email));
    } catch (error) {
      if (error instanceof CodedError) throw error;
      failure = error;
    }
  }
  throw new CodedError('network.unreachable', 'no server answers for the address', { retryable: true, cause: failure });
}

async function ask(net: Net, baseUrl: string, email: string): Promise<v.InferOutput<typeof answer>> {
  const query = new URLSearchParams({ medium: 'email', address: email.toLowerCase() });
  const url = `${baseUrl}/_matrix/identity/api/v1/info?${query.toString()}`;
  const response = await net.fetch(url, { signal: AbortSignal.timeout(patienceMs), credentials: 'omit', cache: 'no-store' });
  if (!response.ok) throw new Error(`the answer is ${response.status}`);
  return v.parse(answer, JSON.parse((await response.text()).slice(0, 10_000)));
}

function foundIn(servers: AgentServers, { hs, invited, new_hs: next }: v.InferOutput<typeof answer>): FoundHomeserver {
  const { baseUrl, external } = knownAs(servers, hs);
  const movedTo = next === undefined || next === hs ? null : knownAs(servers, next).baseUrl;
  return { baseUrl, serverName: hs, external, invited, movedTo };
}

function knownAs(servers: AgentServers, name: string): { baseUrl: string; external: boolean } {
  const baseUrl = `https://matrix.${name}`;
  const known = servers.homeservers.find((one) => one.baseUrl === baseUrl);
  if (!known && !name.endsWith(`.${servers.domain}`)) throw new CodedError('server.not-matrix', 'the address leads to a foreign server');
  return { baseUrl, external: known?.external ?? false };
}

function shuffled<T>(items: readonly T[], random: () => number): T[] {
  const order = items.map((item) => ({ item, place: random() }));
  return order.sort((a, b) => a.place - b.place).map(({ item }) => item);
}
