import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { until } from '../../peer/index.ts';

type Told = { event: string; [key: string]: unknown };

/** An agent on matrix-nio with libolm, in a process of its own. */
export class NioAgent {
  readonly #child: ChildProcess;
  readonly #folder: string;
  readonly #told: Told[] = [];

  private constructor(child: ChildProcess, folder: string) {
    this.#child = child;
    this.#folder = folder;
    createInterface(child.stdout as NonNullable<ChildProcess['stdout']>).on('line', (line) => this.#told.push(JSON.parse(line) as Told));
  }

  /** Signs in on a new device. The Python environment is made where it is missing. */
  static async start(login: { homeserver: string; user: string; password: string }): Promise<NioAgent> {
    const program = join(import.meta.dirname, '..', '..', '..', 'build', 'dev', 'python.mjs');
    const requirements = join(import.meta.dirname, 'requirements.txt');
    const printed = execFileSync(process.execPath, [program, 'matrix-nio', requirements], { encoding: 'utf8' });
    const python = printed.trim().split('\n').at(-1) ?? '';
    const folder = mkdtempSync(join(tmpdir(), 'nio-'));
    const child = spawn(python, [join(import.meta.dirname, 'agent.py')], { stdio: ['pipe', 'pipe', 'inherit'] });
    const agent = new NioAgent(child, folder);
    agent.#write({ ...login, store: folder });
    return agent;
  }

  do(command: string, input: { [key: string]: unknown }): void {
    this.#write({ do: command, ...input });
  }

  /** Waits for what it tells next of this kind; what was told before counts, once. */
  async tells(event: string, fits: (told: Told) => boolean = () => true): Promise<Told> {
    const find = (): Told | null => {
      const failed = this.#told.find((one) => one.event === 'failed');
      if (failed) throw new Error(`nio failed: ${String(failed['reason'])}`);
      return this.#told.find((one) => one.event === event && fits(one)) ?? null;
    };
    const told = await until(`nio tells ${event}`, find, 90_000);
    this.#told.splice(this.#told.indexOf(told), 1);
    return told;
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.#child.once('exit', resolve));
    this.#child.stdin?.end();
    await ended;
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #write(line: object): void {
    this.#child.stdin?.write(`${JSON.stringify(line)}\n`);
  }
}
