import * as v from 'valibot';
import { eventId, roomAlias, roomId, userId, type EventId, type RoomAddress, type UserId } from './ids.ts';

/** What a link of Matrix speaks of (spec: Matrix URIs and matrix.to navigation; Tchap permalinks). */
export type MatrixTarget =
  | { kind: 'user'; userId: UserId }
  /** `via`: servers that know the room. */
  | { kind: 'room'; address: RoomAddress; eventId: EventId | null; via: string[] };

const hosts = new Set(['matrix.to', 'tchap.gouv.fr', 'www.tchap.gouv.fr']);
const serverName = /^[0-9a-z.:[\]-]{1,230}$/iu;
const mostServers = 5;
const longest = 4096;

const signs: { readonly [kind: string]: string } = { u: '@', r: '#', roomid: '!' };

/** Path and query of a target: `matrix:r/alias:server?via=x` (appendices 4.4.1), `https://matrix.to/#/#alias:server?via=x` (4.4.2). */
function partsOf(url: URL): { ids: string[]; query: string } | null {
  if (url.protocol === 'matrix:') {
    const [kind = '', id = '', mark = '', event = ''] = url.pathname.split('/');
    const sign = Object.hasOwn(signs, kind) ? signs[kind] : undefined;
    if (sign === undefined) return null;
    return { ids: [`${sign}${id}`, ...(mark === 'e' ? [`$${event}`] : [])], query: url.search };
  }
  const ours = url.protocol === 'tchap:' || (url.protocol === 'https:' && hosts.has(url.hostname));
  const [, path = '', query = ''] = /^#\/([^?]*)(\?.*)?$/u.exec(url.hash) ?? [];
  // The address of a room begins with `#`, which stands there as it is, or encoded.
  return ours ? { ids: path.replace(/^(?:room|user)\//u, '').split('/'), query } : null;
}

function viaOf(query: string): string[] {
  const named = new URLSearchParams(query).getAll('via');
  return [...new Set(named.filter((server) => serverName.test(server)))].slice(0, mostServers);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}

/** Null where a link is none of Matrix, or names nothing that is well-formed. */
export function matrixTarget(link: string): MatrixTarget | null {
  const url = link.length > longest ? null : URL.parse(link);
  const parts = url === null ? null : partsOf(url);
  if (parts === null) return null;
  const [first = '', second = ''] = parts.ids.map(decoded);
  const person = v.safeParse(userId, first);
  if (person.success) return { kind: 'user', userId: person.output };
  const address = v.safeParse(v.union([roomId, roomAlias]), first);
  if (!address.success) return null;
  const event = v.safeParse(eventId, second);
  return { kind: 'room', address: address.output, eventId: event.success ? event.output : null, via: viaOf(parts.query) };
}
