import { contextBridge, ipcRenderer } from 'electron';
import { bridgeChannel, type Bridge } from '../wire/index.ts';

/**
 * The preload script: passes messages between the page and main on one fixed channel, and nothing
 * else. It checks nothing: main does, on every message. The page never sees an IPC event, which
 * would hand it `ipcRenderer`.
 */
let listener: ((message: unknown) => void) | null = null;

ipcRenderer.on(bridgeChannel, (_event, message: unknown) => listener?.(message));

const bridge: Bridge = {
  send: (message) => ipcRenderer.send(bridgeChannel, message),
  onMessage: (given) => {
    listener = given;
  },
};

contextBridge.exposeInMainWorld('tchap', bridge);
