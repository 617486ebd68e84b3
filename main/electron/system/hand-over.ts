import type { BrowserWindow } from 'electron';
import { CodedError } from '../../../preload/contract/index.ts';
import type { HandOver } from '../../host/index.ts';
import type { Electron } from '../modules.ts';

/** Gives files to the desktop: to the program that the system has for them, or to where the agent drops them. `icon`: file of what is drawn under the pointer. */
export function createHandOver(electron: Pick<Electron, 'shell'>, window: () => BrowserWindow | null, icon: string): HandOver {
  return {
    async open(path) {
      // Its words are those of the system, and may hold the path.
      if ((await electron.shell.openPath(path)) !== '') throw new CodedError('media.no-program', 'no program opened the file');
    },
    drag: (path) => window()?.webContents.startDrag({ file: path, icon }),
  };
}
