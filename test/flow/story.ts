import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { type FaultProxy, startFaultProxy } from '../fault/index.ts';
import { type Homeserver, type HomeserverOptions, startHomeserver, type TestUser } from '../homeserver/index.ts';
import { Agent, type AgentOptions } from './agent.ts';
import { launchBrowser } from './browser.ts';

/** Name that `.well-known` is asked for; the machine of an agent finds it (see `net`). */
export const serverName = 'tchap.test';

/** A server, a network in front of it, a browser, and the agents that a story brings in. */
export class Story {
  readonly server: Homeserver;
  readonly network: FaultProxy;
  private readonly browser: Browser;
  private readonly folder = mkdtempSync(join(tmpdir(), 'tchap-flow-'));
  private readonly agents: Agent[] = [];

  private constructor(server: Homeserver, network: FaultProxy, browser: Browser) {
    this.server = server;
    this.network = network;
    this.browser = browser;
  }

  static async begin(options: HomeserverOptions = {}): Promise<Story> {
    const [server, browser] = await Promise.all([startHomeserver({ serverName, ...options }), launchBrowser()]);
    return new Story(server, await startFaultProxy(server.url), browser);
  }

  /** An agent with an installation of her own, not signed in. */
  async newcomer(localpart: string, options: Partial<AgentOptions> = {}): Promise<Agent> {
    const user = await this.server.registerUser(localpart, { displayName: displayName(localpart) });
    return this.openFor(user, options);
  }

  /** An agent who is signed in, through the page. */
  async agent(localpart: string, options: Partial<AgentOptions> = {}): Promise<Agent> {
    const agent = await this.newcomer(localpart, options);
    await agent.signsIn();
    return agent;
  }

  /** An installation for a user that exists. */
  async openFor(user: TestUser, options: Partial<AgentOptions> = {}): Promise<Agent> {
    const agent = await Agent.open({
      browser: this.browser,
      user,
      dataDir: join(this.folder, `${user.localpart}-${this.agents.length}`),
      address: this.network.url,
      net: this.net,
      ...options,
    });
    this.agents.push(agent);
    return agent;
  }

  async end(): Promise<void> {
    for (const agent of this.agents) await agent.leaves();
    await this.browser.close();
    await this.network.close();
    await this.server.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** The network of an agent's machine: it knows where the name of the server leads. */
  private readonly net = {
    fetch: (input: string, init?: RequestInit) => fetch(input.replace(`https://${serverName}/`, `${this.server.url}/`), init),
  };
}

/** `marie.laurent` is Marie Laurent. */
function displayName(localpart: string): string {
  return localpart
    .split('.')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ');
}
