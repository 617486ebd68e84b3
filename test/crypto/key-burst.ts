import { Agent, type AgentSession } from './agent.ts';

/** Run as a process of its own: syncs until it is killed. Before each sync, which tells the server to forget what came, it says how many keys came. */
const agent = await Agent.open(JSON.parse(process.argv[2] ?? '') as AgentSession);
agent.since = process.argv[3] ?? null;
for (let keys = 0; ;) {
  process.stdout.write(`${keys} ${agent.since ?? ''}\n`);
  keys += await agent.sync(2000);
}
