// Restores or uploads until it is killed: node backup-burst.ts '{"session":…,"rooms":…,"privateKey":…}'
import type { RoomId } from '../../preload/contract/index.ts';
import { Agent, type AgentSession } from './agent.ts';

/** `privateKey` null: uploads; else restores with it. */
interface Burst {
  session: AgentSession;
  rooms: RoomId[];
  privateKey: string | null;
}

const { session, rooms, privateKey } = JSON.parse(process.argv[2] ?? '') as Burst;
const agent = await Agent.open(session, rooms);
const tell = (): void => {
  const { restore, waiting } = agent.crypto.backup.state();
  console.log(privateKey === null ? waiting : (restore?.done ?? 0));
};
agent.crypto.backup.onState(tell);
if (privateKey === null) await agent.crypto.backup.finish(new AbortController().signal);
else {
  await agent.client.getCrypto()?.storeSessionBackupPrivateKey(new Uint8Array(Buffer.from(privateKey, 'base64')), '1');
  await agent.crypto.backup.check();
}
