import { createContext } from 'svelte';
import type { MediaUrl } from '../../preload/contract/index.ts';
import type { App, Client } from '../model/index.ts';

/** Turns an address of main (`media:...`) into one that this page can load. The entry knows how. */
export type MediaSource = (url: MediaUrl) => string;

/** What every screen may reach. */
export type AppContext = { app: App; client: Client; mediaSource: MediaSource };

export const [getAppContext, setAppContext] = createContext<AppContext>();
