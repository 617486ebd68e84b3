import { CodedError } from '../../../preload/contract/index.ts';
import type { EngineContext } from '../engine/context.ts';

/** Largest bundle that is taken or given, in bytes: the keys of some 100,000 sessions. */
const largestBundle = 64 * 1024 * 1024;
/** A line so slow still uploads, in bytes per millisecond. */
const slowest = 16;
const contentUri = /^mxc:\/\/([A-Za-z0-9.:[\]-]{1,255})\/([A-Za-z0-9_-]{1,255})$/u;

/** Uploads an encrypted bundle; returns its content URI. Rejects with `CodedError`. */
export async function uploadBundle({ http }: EngineContext, bytes: Uint8Array): Promise<string> {
  if (bytes.byteLength > largestBundle) throw new CodedError('media.too-large', 'the keys of the room are too many for one bundle');
  const body = {
    size: bytes.byteLength,
    read: async function* () {
      yield bytes;
    },
  };
  const idleMs = 60_000 + Math.ceil(bytes.byteLength / slowest);
  const answer = await http.upload('/_matrix/media/v3/upload', { body, mimetype: 'application/octet-stream', idleMs });
  const uri = answer['content_uri'];
  if (typeof uri !== 'string' || !contentUri.test(uri)) throw new CodedError('server.error', 'the answer holds no content URI');
  return uri;
}

/** Fetches an encrypted bundle, whose sender named the address. Rejects with `CodedError`. */
export async function downloadBundle({ http }: EngineContext, uri: string): Promise<Uint8Array> {
  const [, server, mediaId] = contentUri.exec(uri) ?? [];
  if (!server || !mediaId) throw new CodedError('server.error', 'the bundle has no content URI');
  const path = `/_matrix/client/v1/media/download/${encodeURIComponent(server)}/${mediaId}`;
  return http.bytes('GET', path, { query: { timeout_ms: 20_000, allow_redirect: true }, largest: largestBundle });
}
