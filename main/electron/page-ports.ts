import type { IpcMain, IpcMainEvent, WebContents } from 'electron';
import { CodedError } from '../../preload/contract/index.ts';
import { bridgeChannel, isHello, type Port, type ToPage } from '../../preload/wire/index.ts';
import type { Logger } from '../log/index.ts';

export type PagePortsOptions = {
  ipcMain: Pick<IpcMain, 'on'>;
  /** Whether a message comes from our page: the right frame of the right window. */
  isOurs: (event: IpcMainEvent) => boolean;
  /** Called for every page that begins. */
  attach: (port: Port) => void;
  log: Logger;
};

/**
 * The Electron carrier: one port for each document that speaks. Every message is checked for its
 * sender; one of another frame is answered `bridge.wrong-sender` and otherwise ignored.
 */
export function servePagePorts(options: PagePortsOptions): void {
  const ports = new Map<WebContents, PagePort>();
  options.ipcMain.on(bridgeChannel, (event: IpcMainEvent, message: unknown) => {
    if (!options.isOurs(event)) return refuse(event, options.log);
    const contents = event.sender;
    // A hello is a new document in the same window (a reload): what the old one had is over.
    if (isHello(message)) ports.get(contents)?.close();
    const port = ports.get(contents) ?? openPort(contents, ports, options);
    port.receive(message);
  });
}

function openPort(contents: WebContents, ports: Map<WebContents, PagePort>, options: PagePortsOptions): PagePort {
  const port = new PagePort(contents);
  ports.set(contents, port);
  const gone = () => port.close();
  const navigates = (details: { isMainFrame: boolean; isSameDocument: boolean }) => {
    if (details.isMainFrame && !details.isSameDocument) gone();
  };
  contents.on('did-start-navigation', navigates);
  contents.on('render-process-gone', gone);
  contents.on('destroyed', gone);
  port.onClose(() => {
    if (ports.get(contents) === port) ports.delete(contents);
    contents.off('did-start-navigation', navigates);
    contents.off('render-process-gone', gone);
    contents.off('destroyed', gone);
  });
  options.attach(port);
  return port;
}

function refuse(event: IpcMainEvent, log: Logger): void {
  log.warn('a message of a foreign frame was refused', { url: event.senderFrame?.url ?? 'gone' });
  const refused: ToPage = { type: 'refused', error: new CodedError('bridge.wrong-sender', 'not a page of this application').toData() };
  event.reply(bridgeChannel, refused);
}

class PagePort implements Port {
  readonly #contents: WebContents;
  readonly #onMessage: ((message: unknown) => void)[] = [];
  readonly #onClose: (() => void)[] = [];
  #open = true;

  constructor(contents: WebContents) {
    this.#contents = contents;
  }

  send(message: unknown): void {
    if (this.#open && !this.#contents.isDestroyed()) this.#contents.send(bridgeChannel, message);
  }

  onMessage(listener: (message: unknown) => void): void {
    this.#onMessage.push(listener);
  }

  onClose(listener: () => void): void {
    this.#onClose.push(listener);
  }

  receive(message: unknown): void {
    if (this.#open) for (const listener of this.#onMessage) listener(message);
  }

  close(): void {
    if (!this.#open) return;
    this.#open = false;
    for (const listener of this.#onClose) listener();
  }
}
