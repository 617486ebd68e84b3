import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { CodedError } from '../../preload/contract/index.ts';

/** The text of a file, or null where there is none. Other failures are thrown. */
export function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

/** Replaces a file whole or not at all, also through a power cut. Throws `store.disk-full` when it could not be written. */
export function replaceText(path: string, text: string): void {
  const next = `${path}.new`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeDurably(next, text);
    renameSync(next, path);
  } catch (error) {
    rmSync(next, { force: true, recursive: true });
    throw new CodedError('store.disk-full', 'settings could not be written', { retryable: true, cause: error });
  }
}

function writeDurably(path: string, text: string): void {
  const descriptor = openSync(path, 'w', 0o600);
  try {
    writeSync(descriptor, text);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}
