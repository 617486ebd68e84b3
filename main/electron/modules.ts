import type { FeatureDomains, HelpLinks } from '../host/index.ts';

/** Electron as main sees it. Handed from the entry to whatever needs it, so that tests can hand a fake. */
export type Electron = Pick<
  typeof import('electron'),
  | 'app'
  | 'BrowserWindow'
  | 'dialog'
  | 'ipcMain'
  | 'Menu'
  | 'nativeImage'
  | 'nativeTheme'
  | 'net'
  | 'Notification'
  | 'powerMonitor'
  | 'protocol'
  | 'screen'
  | 'session'
  | 'shell'
  | 'systemPreferences'
  | 'Tray'
>;

/** What `build/brand` tells main, through the constant `BRAND`. */
export interface BrandFacts {
  name: string;
  appId: string;
  /** GUID under which Windows starts the application by a notification. */
  toastActivator: string;
  vendor: string;
  /** Below `HKLM\\Software\\Policies` on Windows. */
  policyKey: string;
  /** Address under which links to rooms and messages stand. */
  permalinks: string;
  /** Addresses that the page links to. */
  services: { visio: string; map: string };
  /** Of links that the OS hands over. */
  schemes: readonly string[];
  background: { light: string; dark: string };
  /** Whether files of the homeservers come through the antivirus that each of them runs. */
  contentScanner: boolean;
  domain: string;
  features: FeatureDomains;
  help: HelpLinks;
  minimumVersions: string | null;
  homeservers: readonly { baseUrl: string; external: boolean; name?: string }[];
  bridges: readonly { name: string; userIdPrefix: string }[];
}

/** Where the build put things. Absolute paths. */
export interface Resources {
  /** Folder of the page. */
  page: string;
  preload: string;
  trayIcon: string;
  /** Drawn over the icon of the taskbar on Windows. */
  badgeIcon: string;
}
