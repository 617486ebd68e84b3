import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll } from 'vitest';
import type { NetInit } from '../../main/host/index.ts';
import { startFaultProxy } from '../fault/index.ts';
import { nodeFetch } from '../host/index.ts';
import { type Homeserver, type HomeserverOptions, startFederation, startHomeserver, type TestUser } from '../homeserver/index.ts';
import { Agent, type AgentOptions } from './agent.ts';
import { launchBrowser } from './browser.ts';

/** Name that `.well-known` is asked for; the machine of an agent finds it (see `net`). */
export const serverName = 'tchap.test';

type FederatedOptions = HomeserverOptions & { serverName: string };

/** A server, a browser, and the agents that a story brings in, each with a network of her own. */
export class Story {
  private parts: { server: Homeserver; others: Homeserver[]; browser: Browser } | null = null;
  private readonly folder = mkdtempSync(join(tmpdir(), 'tchap-flow-'));
  private readonly agents: Agent[] = [];

  /** Begins before the tests of the suite it is called in, ends after them, and keeps pictures of what failed. */
  static forSuite(options: HomeserverOptions | (() => Promise<HomeserverOptions>) = {}, others: FederatedOptions[] = []): Story {
    const story = new Story();
    beforeAll(async () => story.begin({ serverName, ...(typeof options === 'function' ? await options() : options) }, others));
    afterEach(async ({ task }) => {
      if (task.result?.state === 'fail') await story.pictures(task.name);
    });
    afterAll(() => story.end());
    return story;
  }

  get server(): Homeserver {
    return this.running.server;
  }

  /** The servers that federate with it. */
  get others(): readonly Homeserver[] {
    return this.running.others;
  }

  private get running() {
    if (this.parts === null) throw new Error('the story has not begun');
    return this.parts;
  }

  private async begin(options: FederatedOptions, others: FederatedOptions[]): Promise<void> {
    const starting = others.length === 0 ? startHomeserver(options).then((server) => [server]) : startFederation([options, ...others]);
    const [[server, ...federated], browser] = await Promise.all([starting, launchBrowser()]);
    if (server === undefined) throw new Error('no server was started');
    this.parts = { server, others: federated, browser };
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
  async openFor(user: TestUser, options: Partial<AgentOptions> = {}, server: Homeserver = this.server): Promise<Agent> {
    const network = await startFaultProxy(server.url);
    const agent = await Agent.open({
      browser: this.running.browser,
      network,
      user,
      dataDir: join(this.folder, `${user.localpart}-${this.agents.length}`),
      net: this.net,
      ...options,
    });
    this.agents.push(agent);
    return agent;
  }

  private async pictures(name: string): Promise<void> {
    for (const agent of this.agents) await agent.picture(`failed/${name.slice(0, 60)} - ${agent.user.localpart}`).catch(() => undefined);
  }

  private async end(): Promise<void> {
    for (const agent of this.agents) await agent.leaves();
    await this.parts?.browser.close();
    for (const server of this.parts ? [this.parts.server, ...this.parts.others] : []) await server.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** The network of an agent's machine: it knows where the name of the server leads. */
  private readonly net = {
    fetch: (input: string, init?: NetInit) => nodeFetch(input.replace(`https://${serverName}/`, `${this.server.url}/`), init),
  };
}

/** `marie.laurent` is Marie Laurent. */
function displayName(localpart: string): string {
  return localpart
    .split('.')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ');
}
