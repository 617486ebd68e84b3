import { CodedError } from '../../preload/contract/index.ts';
import type { ContentScanner, ScannedFile } from '../tchap/index.ts';
import type { Wanted } from './library.ts';
import { parseMxc } from './mxc.ts';
import type { ServerMedia } from './server-media.ts';

/** Where files of the server come from. */
export interface FileSource {
  /** Whether what it gives was found clean by the antivirus. */
  readonly scanned: boolean;
  /** The file as the server has it: an encrypted one still encrypted. Rejects with `media.*`, `network.*`, `server.*`. */
  download(wanted: Wanted): Promise<Uint8Array>;
}

export function homeserverSource(server: ServerMedia): FileSource {
  const download = ({ mxc, thumbnail, largest }: Wanted) => server.download(mxc, thumbnail ? { largest, thumbnail } : { largest });
  return { scanned: false, download };
}

export function scannerSource(scanner: ContentScanner): FileSource {
  const download = async (wanted: Wanted) => {
    const file = scannedFile(wanted);
    return wanted.thumbnail ? scanner.thumbnail(file, { ...wanted.thumbnail }, wanted.largest) : scanner.download(file, wanted.largest);
  };
  return { scanned: true, download };
}

/** How the scanner names a file. Throws `media.unavailable` for what is no content URI. */
export function scannedFile({ mxc, encrypted }: Pick<Wanted, 'mxc' | 'encrypted'>): ScannedFile {
  const id = parseMxc(mxc);
  if (!id) throw new CodedError('media.unavailable', 'not a content URI');
  return { ...id, encrypted: encrypted && { ...encrypted, url: mxc } };
}
