import { CodedError } from '../../../preload/contract/index.ts';
import { asString, type JsonObject } from '../../records/index.ts';
import type { Http } from '../http/index.ts';

/** What the server found at an address (spec 11.7, `preview_url`), as it says it: nothing of it is to be believed. */
export interface FoundLink {
  title: string;
  description: string;
  site: string;
  /** Content URI, as received. */
  image: string | null;
}

const longest = { title: 200, description: 500, site: 100 };
const paths = ['/_matrix/client/v1/media/preview_url', '/_matrix/media/v3/preview_url'];

/** An address that may be handed to the server: of the web, without a name and password in it. */
export function previewable(url: string): boolean {
  const parsed = URL.parse(url);
  return parsed !== null && /^https?:$/u.test(parsed.protocol) && parsed.username === '' && parsed.password === '';
}

/**
 * Asks the server for what stands at an address, which it then fetches and knows. Null where it tells
 * nothing of it, or has no previews. Rejects with `link.refused`, `network.*`, `server.rate-limited`.
 */
export async function findLink(http: Pick<Http, 'json'>, url: string): Promise<FoundLink | null> {
  if (!previewable(url)) throw new CodedError('link.refused', 'not an address of the web');
  for (const path of paths) {
    try {
      return read(await http.json('GET', path, { query: { url } }));
    } catch (error) {
      if (!(error instanceof CodedError) || error.code.startsWith('network.') || error.code === 'server.rate-limited') throw error;
      if (error.detail.errcode !== 'M_UNRECOGNIZED') return null;
    }
  }
  return null;
}

function read(answer: JsonObject): FoundLink | null {
  const field = (name: string, most: number): string => (asString(answer[name]) ?? '').slice(0, most).toWellFormed().trim();
  const title = field('og:title', longest.title);
  const description = field('og:description', longest.description);
  if (title === '' && description === '') return null;
  return { title, description, site: field('og:site_name', longest.site), image: asString(answer['og:image']) };
}
