import { setImmediate as nextLoop } from 'node:timers/promises';
import type { KeyFile, KeyFileImport, KeyFileState } from '../../matrix/index.ts';
import type { EngineContext } from '../engine/context.ts';
import { KeyThread } from '../key-thread/index.ts';
import { importExported } from './import-exported.ts';

/** The specification asks for 100,000 at least; 500,000 take about half a second, in the thread. */
const rounds = 500_000;
/** Keys that are imported at once: some 10 ms of work. */
const batchSize = 20;
/** Characters that are handed to the thread at once. */
const partSize = 256 * 1024;
const idle: KeyFileState = { step: null, done: 0, total: 0 };

/** `KeyFile`: the engine gives and takes the keys, a thread seals and opens the file. */
export class SealedKeys implements KeyFile {
  readonly #context: EngineContext;
  readonly #listeners = new Set<(state: KeyFileState) => void>();
  #state: KeyFileState = idle;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(context: EngineContext) {
    this.#context = context;
  }

  state(): KeyFileState {
    return this.#state;
  }

  onState(listener: (state: KeyFileState) => void): () => void {
    const own = (state: KeyFileState): void => listener(state);
    this.#listeners.add(own);
    return () => void this.#listeners.delete(own);
  }

  export(path: string, passphrase: string, signal: AbortSignal): Promise<number> {
    return this.#inTurn(signal, (thread) => this.#export(thread, path, passphrase, signal));
  }

  import(path: string, passphrase: string, signal: AbortSignal): Promise<KeyFileImport> {
    return this.#inTurn(signal, (thread) => this.#import(thread, path, passphrase, signal));
  }

  /** One file at a time, each with a thread of its own, which leaves nothing half written. */
  async #inTurn<T>(signal: AbortSignal, work: (thread: KeyThread) => Promise<T>): Promise<T> {
    const done = this.#turn.then(async () => {
      signal.throwIfAborted();
      const thread = new KeyThread();
      try {
        return await work(thread);
      } finally {
        await thread.ask({ kind: 'drop' }).catch(() => undefined);
        await thread.close();
        this.#tell(idle);
      }
    });
    this.#turn = done.catch(() => undefined);
    return done;
  }

  async #export(thread: KeyThread, path: string, passphrase: string, signal: AbortSignal): Promise<number> {
    this.#tell({ step: 'collecting', done: 0, total: 0 });
    await thread.ask({ kind: 'seal-begin', path, passphrase, rounds });
    const { json, keys } = await this.#collect();
    for (let at = 0; at < json.length; at += partSize) {
      signal.throwIfAborted();
      await thread.ask({ kind: 'seal-part', text: json.slice(at, at + partSize) });
      this.#tell({ step: 'sealing', done: Math.round((keys * at) / json.length), total: keys });
    }
    await thread.ask({ kind: 'seal-end' });
    return keys;
  }

  /** All keys as the engine exports them. It reads them in slices; the end takes it about 9 ms for 1,000 keys at once. */
  #collect(): Promise<{ json: string; keys: number }> {
    let keys = 0;
    const all = (session: { free(): void }): boolean => {
      session.free();
      keys += 1;
      return true;
    };
    return this.#context.run(async () => ({ json: await this.#context.machine.olm.exportRoomKeys(all), keys }));
  }

  async #import(thread: KeyThread, path: string, passphrase: string, signal: AbortSignal): Promise<KeyFileImport> {
    this.#tell({ step: 'opening', done: 0, total: 0 });
    const { total } = await thread.ask({ kind: 'open-file', path, passphrase });
    const sum: KeyFileImport = { total, imported: 0, damaged: 0 };
    let done = 0;
    for await (const entries of thread.batches(batchSize)) {
      signal.throwIfAborted();
      const { imported, damaged } = await importExported(this.#context, entries);
      sum.imported += imported;
      sum.damaged += damaged;
      done += entries.length;
      this.#tell({ step: 'importing', done, total });
      await nextLoop();
    }
    return sum;
  }

  #tell(state: KeyFileState): void {
    this.#state = state;
    for (const listener of [...this.#listeners]) listener(state);
  }
}
