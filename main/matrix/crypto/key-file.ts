import type { KeyFileView } from '../../../preload/contract/index.ts';

/** What is done with a file of keys now, without the id that the feed gives it. */
export type KeyFileState = Omit<KeyFileView, 'id'>;

/** What an import brought. */
export interface KeyFileImport {
  /** Keys in the file. */
  total: number;
  /** Keys that are new here, or better than those that were. */
  imported: number;
  /** Keys that could not be read, and were left out. */
  damaged: number;
}

/**
 * Files of room keys (spec 11.12.3.3), sealed with a passphrase, as all Matrix clients read and write
 * them. One at a time; all reject with `CodedError`, or with the reason of `signal`.
 */
export interface KeyFile {
  state(): KeyFileState;
  /** Called after every change of `state()`. */
  onState(listener: (state: KeyFileState) => void): () => void;
  /** Writes all room keys; the file has its name only once it is whole. How many. Rejects with `key-file.unwritable`, `store.disk-full`. */
  export(path: string, passphrase: string, signal: AbortSignal): Promise<number>;
  /** Takes the keys of a file. What came before a failure or a cancel stays. Rejects with `key-file.*`, `store.disk-full`. */
  import(path: string, passphrase: string, signal: AbortSignal): Promise<KeyFileImport>;
}
