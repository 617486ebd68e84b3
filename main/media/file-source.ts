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
  const download = ({ mxc, thumbnail, largest }: Wanted, take: Take) =>
    server.download(mxc, thumbnail ? { largest, thumbnail } : { largest }, take);
  return { scanned: false, download };
}

export function scannerSource(scanner: ContentScanner): FileSource {
  const download = async (wanted: Wanted, take: Take) => {
    const file = scannedFile(wanted);
    const { thumbnail, largest } = wanted;
    return thumbnail ? scanner.thumbnail(file, { ...thumbnail }, largest, take) : scanner.download(file, largest, take);
  };
  return { scanned: true, download };
}

/** How the scanner names a file. Throws `media.unavailable` for what is no content URI. */
export function scannedFile({ mxc, encrypted }: Pick<Wanted, 'mxc' | 'encrypted'>): ScannedFile {
  const id = parseMxc(mxc);
  if (!id) throw new CodedError('media.unavailable', 'not a content URI');
  return { ...id, encrypted: encrypted && { ...encrypted, url: mxc } };
}
