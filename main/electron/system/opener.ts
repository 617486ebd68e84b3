import { CodedError } from '../../../preload/contract/index.ts';
import type { Opener } from '../../host/index.ts';
import type { Electron } from '../modules.ts';

/** What the OS may be asked to open. `file:` and the schemes of other programs run things. */
const allowed: ReadonlySet<string> = new Set(['https:', 'mailto:', 'matrix:', 'tchap:']);

/** The one way out of the application: rejects with `link.refused` for every scheme but those above. */
export function createOpener(electron: Pick<Electron, 'shell'>): Opener {
  return {
    async open(url) {
      const parsed = URL.parse(url);
      if (parsed === null || !allowed.has(parsed.protocol)) throw new CodedError('link.refused', 'links of this scheme are not opened');
      // What was parsed, not what was given: the OS must not read it differently.
      await electron.shell.openExternal(parsed.href);
    },
  };
}
