import type { Tray } from 'electron';
import type { Electron } from '../modules.ts';
import type { Words } from '../words.ts';

export interface TrayOptions {
  name: string;
  icon: string;
  words: () => Words;
  onOpen: () => void;
  onQuit: () => void;
}

export interface TrayIcon {
  /** Unread messages, in the tooltip. */
  setCount(count: number): void;
  /** After a change of language. */
  renew(): void;
}

/** The icon beside the clock, on Windows and Linux; macOS has the dock. */
export function createTray(electron: Pick<Electron, 'Tray' | 'Menu'>, options: TrayOptions): TrayIcon {
  const tray = new electron.Tray(options.icon);
  let count = 0;
  const renew = () => draw(electron, tray, options, count);
  tray.on('click', options.onOpen);
  renew();
  return {
    setCount(next) {
      count = next;
      renew();
    },
    renew,
  };
}

function draw(electron: Pick<Electron, 'Menu'>, tray: Tray, { name, words, onOpen, onQuit }: TrayOptions, count: number): void {
  tray.setToolTip(count === 0 ? name : `${name}, ${words().unread(count)}`);
  tray.setContextMenu(
    electron.Menu.buildFromTemplate([
      { label: words().open(name), click: onOpen },
      { label: words().quit(name), click: onQuit },
    ]),
  );
}
