import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { WebSocket } from 'ws';
import { contract } from '../../preload/contract/index.ts';
import { connect } from '../../preload/wire/index.ts';
import { openSocketPort, type PageSocket } from '../../renderer/entry/socket.ts';
import { pageOf, type TestPage } from './page.ts';

export interface ChildApplication {
  page: TestPage;
  /** Whether the process has ended by itself. */
  ended(): boolean;
  /** Ends the process as a power cut would: no handler of it runs. */
  kill(): Promise<void>;
}

/** The application in a process of its own, signed in. */
export async function startChild(dataDir: string, login: { user: string; password: string; url: string }): Promise<ChildApplication> {
  const script = join(import.meta.dirname, '..', 'host', 'headless.ts');
  const args = [script, '--data', dataDir, '--sign-in', `${login.user}:${login.password}@${login.url}`];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  const address = new URL(line);
  const socket = new WebSocket(`ws://${address.host}/bridge${address.search}`, { origin: address.origin });
  const client = connect(contract, await openSocketPort(socket as unknown as PageSocket));
  const ended = (): boolean => child.exitCode !== null || child.signalCode !== null;
  const kill = async (): Promise<void> => {
    if (ended()) return;
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
  };
  return { page: pageOf(client), ended, kill };
}
