import type { BrowserWindow } from 'electron';
import type { Badge } from '../../host/index.ts';
import type { Electron, Resources } from '../modules.ts';
import type { Words } from '../words.ts';

export interface BadgeOptions {
  resources: Resources;
  platform: NodeJS.Platform;
  window: () => BrowserWindow | null;
  words: () => Words;
  /** Shows the same figure on the tray. */
  onChange: (count: number) => void;
}

/** The figure on the icon: in the dock and on Linux docks that know it, a dot over the taskbar button on Windows. */
export function createBadge(electron: Pick<Electron, 'app' | 'nativeImage'>, options: BadgeOptions): Badge {
  return {
    set(count, mention) {
      options.onChange(count);
      if (options.platform !== 'win32') return void electron.app.setBadgeCount(count);
      const image = count === 0 ? null : electron.nativeImage.createFromPath(options.resources.badgeIcon);
      options.window()?.setOverlayIcon(image, count === 0 ? '' : options.words().unread(count));
      options.window()?.flashFrame(mention);
    },
  };
}
