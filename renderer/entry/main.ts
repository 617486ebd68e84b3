import { mount } from 'svelte';
import { contract, type MediaUrl } from '../../preload/contract/index.ts';
import type { Bridge, Port } from '../../preload/wire/index.ts';
import { createClient } from '../client/index.ts';
import '../style/index.ts';
import { Shell } from '../view/shell/index.ts';
import { electronPort } from './electron.ts';
import { openSocketPort } from './socket.ts';

/** Set by the build, so that the packaged page holds no socket code. */
declare const CARRIER: 'electron' | 'socket';
declare global {
  interface Window {
    tchap?: Bridge;
  }
}

/** Given to the page by the headless main that serves it; whoever has it is the agent. */
const token = () => new URLSearchParams(location.search).get('token') ?? '';

const openPort = (): Promise<Port> =>
  CARRIER === 'socket' ? openSocketPort(new WebSocket(`ws://${location.host}/bridge?token=${encodeURIComponent(token())}`)) : openBridge();

async function openBridge(): Promise<Port> {
  if (!window.tchap) throw new Error('the preload did not run');
  return electronPort(window.tchap);
}

/** Electron answers `media:` itself; the headless main answers it below its own address. */
const mediaSource = (url: MediaUrl): string =>
  CARRIER === 'socket' ? `/media/${encodeURIComponent(url)}?token=${encodeURIComponent(token())}` : url;

const target = document.querySelector('#app');
if (!target) throw new Error('the page has no place for the application');
mount(Shell, { target, props: { client: createClient(contract, openPort), mediaSource } });
