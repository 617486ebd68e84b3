import type { Http } from '../../matrix/index.ts';
import { isObject } from '../../records/index.ts';
import { KeyThread } from '../key-thread/index.ts';

/** Above this, an answer is parsed in a thread: parsing takes about 8 ms for one MiB. */
const largeAnswer = 512 * 1024;
/** A room of 300,000 keys. */
const largestAnswer = 256 * 1024 * 1024;
/** The server may have to gather a large room first. */
const patienceMs = 120_000;

export type Entry = [sessionId: string, entry: unknown];

function parsed(bytes: Uint8Array): Entry[] {
  const answer: unknown = JSON.parse(new TextDecoder().decode(bytes));
  if (!isObject(answer) || !isObject(answer['sessions'])) throw new SyntaxError('no sessions');
  return Object.entries(answer['sessions']);
}

async function* inThread(bytes: Uint8Array<ArrayBuffer>, count: number): AsyncGenerator<Entry[]> {
  const thread = new KeyThread();
  try {
    await thread.ask({ kind: 'open-answer', bytes }, [bytes.buffer]);
    yield* thread.batches(count);
  } finally {
    await thread.close();
  }
}

/**
 * The keys of one room in the backup (spec 11.12.3.2.1), in batches. Rejects with `CodedError`;
 * an answer that is none is thrown as it comes from the parser, or as `key-file.damaged`.
 */
export async function* roomAnswer(
  http: Pick<Http, 'bytes'>,
  path: string,
  version: string,
  count: number,
  signal: AbortSignal,
): AsyncGenerator<Entry[]> {
  const bytes = await http.bytes('GET', path, { query: { version }, largest: largestAnswer, idleMs: patienceMs, signal });
  if (bytes.byteLength > largeAnswer) yield* inThread(bytes, count);
  else yield* here(parsed(bytes), count);
}

function* here(entries: Entry[], count: number): Generator<Entry[]> {
  for (let at = 0; at < entries.length; at += count) yield entries.slice(at, at + count);
}

export const roomPath = (roomId: string): string => `/_matrix/client/v3/room_keys/keys/${encodeURIComponent(roomId)}`;
export const sessionPath = (roomId: string, sessionId: string): string => `${roomPath(roomId)}/${encodeURIComponent(sessionId)}`;
