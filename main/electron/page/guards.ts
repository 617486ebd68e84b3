import type { WebContents } from 'electron';
import type { Logger } from '../../log/index.ts';
import type { Electron } from '../modules.ts';
import { isAppUrl } from '../origin.ts';

export interface GuardOptions {
  /** Takes a link that the page wanted in a window of its own. Checks it. */
  openLink: (url: string) => void;
  log: Logger;
}

/** Locks every web contents that ever comes to be: it stays on our page, opens no window and holds no webview. */
export function guardAllContents(electron: Pick<Electron, 'app'>, options: GuardOptions): void {
  electron.app.on('web-contents-created', (_event, contents) => guardContents(contents, options));
}

function guardContents(contents: WebContents, { openLink, log }: GuardOptions): void {
  const stay = (event: { preventDefault(): void; url: string }) => {
    if (isAppUrl(event.url)) return;
    event.preventDefault();
    log.warn('a navigation was refused', { scheme: URL.parse(event.url)?.protocol ?? 'none' });
  };
  contents.on('will-navigate', stay);
  contents.on('will-frame-navigate', stay);
  contents.on('will-redirect', stay);
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    openLink(url);
    return { action: 'deny' };
  });
}
