import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { KeychainError, type Keychain, type KeychainProblem } from '../../main/host/index.ts';

/** A keychain for tests: secrets in memory, or in a plain file so that another process finds them after a restart. */
export class FakeKeychain implements Keychain {
  readonly #secrets: Map<string, string>;
  readonly #file: string | null;
  /** While set, every method rejects with it. */
  problem: KeychainProblem | null = null;

  constructor(file: string | null = null) {
    this.#file = file;
    const kept = file !== null && existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>) : {};
    this.#secrets = new Map(Object.entries(kept));
  }

  async get(name: string): Promise<string | null> {
    this.#ask();
    return this.#secrets.get(name) ?? null;
  }

  async set(name: string, secret: string): Promise<void> {
    this.#ask();
    this.#secrets.set(name, secret);
    this.#keep();
  }

  async delete(name: string): Promise<void> {
    this.#ask();
    this.#secrets.delete(name);
    this.#keep();
  }

  /** Everything that is kept, for tests that look for leaks or spoil a key. */
  names(): string[] {
    return [...this.#secrets.keys()];
  }

  #ask(): void {
    if (this.problem !== null) throw new KeychainError(this.problem, new Error('the test says so'));
  }

  #keep(): void {
    if (this.#file !== null) writeFileSync(this.#file, JSON.stringify(Object.fromEntries(this.#secrets)), { mode: 0o600 });
  }
}
