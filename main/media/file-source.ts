import { CodedError } from '../../preload/contract/index.ts';
import type { ContentScanner, ScannedFile } from '../tchap/index.ts';
import type { Wanted } from './library.ts';
import { parseMxc } from './mxc.ts';
import type { ServerMedia, Take } from './server-media.ts';

/** Where files of the server come from. */
export interface FileSource {
  /** Whether what it gives was found clean by the antivirus. */
  readonly scanned: boolean;
  /** Gives `take` the file as the server has it: an encrypted one still encrypted. Rejects as `take`, and with `media.*`, `network.*`, `server.*`. */
  download(wanted: Wanted, take: Take): Promise<void>;
}

export function homeserverSource(server: ServerMedia): FileSource {
  const download = (wanted: Wanted, take: Take) =>
    server.download(wanted.mxc, { ...boundsOf(wanted), ...(wanted.thumbnail && { thumbnail: wanted.thumbnail }) }, take);
  return { scanned: false, download };
}

export function scannerSource(scanner: ContentScanner): FileSource {
  const download = async (wanted: Wanted, take: Take) => {
    const file = scannedFile(wanted);
    const { thumbnail } = wanted;
    const bounds = boundsOf(wanted);
    return thumbnail ? scanner.thumbnail(file, { ...thumbnail }, bounds, take) : scanner.download(file, bounds, take);
  };
  return { scanned: true, download };
}

const boundsOf = ({ largest, way }: Wanted) => ({ largest, ...(way && { signal: way.signal }) });

/** How the scanner names a file. Throws `media.unavailable` for what is no content URI. */
export function scannedFile({ mxc, encrypted }: Pick<Wanted, 'mxc' | 'encrypted'>): ScannedFile {
  const id = parseMxc(mxc);
  if (!id) throw new CodedError('media.unavailable', 'not a content URI');
  return { ...id, encrypted: encrypted && { ...encrypted, url: mxc } };
}
