import type { IpcMainEvent } from 'electron';

/** The page's own scheme and host: `app://tchap/index.html`. */
export const appScheme = 'app';
const appHost = 'tchap';
const appOrigin = `${appScheme}://${appHost}`;
export const indexUrl = `${appOrigin}/index.html`;

/** Whether a URL is of our page. Not by prefix: `app://tchap.evil` begins the same. */
export function isAppUrl(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, host, username, password } = new URL(url);
  return protocol === `${appScheme}:` && host === appHost && username === '' && password === '';
}

/** Whether an IPC message comes from the main frame of a page of ours. */
export function isOurPage(event: IpcMainEvent): boolean {
  const frame = event.senderFrame;
  return frame !== null && frame === event.sender.mainFrame && frame.origin === appOrigin && isAppUrl(frame.url);
}
