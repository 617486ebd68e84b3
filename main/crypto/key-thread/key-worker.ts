import { parentPort } from 'node:worker_threads';
import type { Answer, Request } from './jobs.ts';
import { exportedKeys, sessionsOf } from './opened.ts';
import { KeyFileError, openSealed, SealedWriter } from './sealed-file.ts';

let entries: [string, unknown][] = [];
let at = 0;
let writer: SealedWriter | null = null;

function opened(found: [string, unknown][]): [string, unknown][] {
  entries = found;
  at = 0;
  return [];
}

function next(count: number): [string, unknown][] {
  const some = entries.slice(at, at + count);
  at += some.length;
  return some;
}

function drop(): [string, unknown][] {
  writer?.drop();
  writer = null;
  return opened([]);
}

function sealed(work: (writer: SealedWriter) => void): [string, unknown][] {
  if (writer) work(writer);
  return [];
}

function work(request: Request): [string, unknown][] {
  switch (request.kind) {
    case 'open-answer':
      return opened(sessionsOf(new TextDecoder().decode(request.bytes)));
    case 'open-file':
      return opened(exportedKeys(openSealed(request.path, request.passphrase)));
    case 'next':
      return next(request.count);
    case 'seal-begin':
      writer = new SealedWriter(request.path, request.passphrase, request.rounds);
      return [];
    case 'seal-part':
      return sealed((file) => file.put(request.text));
    case 'seal-end':
      return sealed((file) => file.end());
    case 'drop':
      return drop();
  }
}

function answer(request: Request): Answer {
  try {
    const some = work(request);
    return { id: request.id, ok: true, total: entries.length, entries: some };
  } catch (error) {
    drop();
    return { id: request.id, ok: false, failure: error instanceof KeyFileError ? error.failure : 'damaged' };
  }
}

parentPort?.on('message', (request: Request) => parentPort?.postMessage(answer(request)));
