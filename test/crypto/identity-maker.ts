import { Agent, type AgentSession } from './agent.ts';

/** Run as a process of its own, to be killed: sets the identity up, says the code, and brings it into force. */
const agent = await Agent.open(JSON.parse(process.argv[2] ?? '') as AgentSession);
await agent.sync();
const { identity } = agent.crypto;
await identity.setUp(null);
const code = await identity.createCode();
process.stdout.write(`${code}\n`);
await identity.proveCode(code);
process.stdout.write('done\n');
await agent.close();
