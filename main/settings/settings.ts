import { renameSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { CodedError, settings, type Settings } from '../../preload/contract/index.ts';
import type { Logger } from '../log/index.ts';
import { codeOf, readText, replaceText } from './settings-file.ts';

/** What holds until the agent chooses. */
export const defaultSettings: Settings = {
  language: 'system',
  theme: 'system',
  notifications: true,
  notificationContent: 'full',
  notificationHours: { limited: false, days: [1, 2, 3, 4, 5], from: 8 * 60, to: 19 * 60 },
  sendReceipts: true,
  sendTyping: true,
  closeToTray: true,
  excludeUnsignedDevices: false,
  spelling: null,
};

/** A value that this version does not know (written by a later one, or by hand) costs only itself. */
const kept = v.object({
  language: v.fallback(settings.entries.language, defaultSettings.language),
  theme: v.fallback(settings.entries.theme, defaultSettings.theme),
  notifications: v.fallback(settings.entries.notifications, defaultSettings.notifications),
  notificationContent: v.fallback(settings.entries.notificationContent, defaultSettings.notificationContent),
  notificationHours: v.fallback(settings.entries.notificationHours, defaultSettings.notificationHours),
  sendReceipts: v.fallback(settings.entries.sendReceipts, defaultSettings.sendReceipts),
  sendTyping: v.fallback(settings.entries.sendTyping, defaultSettings.sendTyping),
  closeToTray: v.fallback(settings.entries.closeToTray, defaultSettings.closeToTray),
  excludeUnsignedDevices: v.fallback(settings.entries.excludeUnsignedDevices, defaultSettings.excludeUnsignedDevices),
  spelling: v.fallback(settings.entries.spelling, defaultSettings.spelling),
}) satisfies v.GenericSchema<unknown, Settings>;

export type SettingsChange = { [K in keyof Settings]?: Settings[K] | undefined };

/** The settings of this installation. */
export interface SettingsStore {
  current(): Settings;
  /** Those that the administration decides. */
  readonly managed: readonly (keyof Settings)[];
  /** Kept on disk when it returns; listeners hear of it after. Throws `CodedError` (`store.disk-full`, `settings.managed`) and then nothing has changed. */
  update(change: SettingsChange): void;
  onChange(listener: (settings: Settings) => void): () => void;
}

/**
 * Opens `settings.json` in `directory` (`Host.paths.data`). A file that cannot be read is set aside and the defaults hold.
 * `decided`: what the administration decides stands above the file, and is not written to it.
 */
export function openSettings(directory: string, log: Logger, decided: Partial<Settings> = {}): SettingsStore {
  const path = join(directory, 'settings.json');
  const managed = v.parse(v.array(v.keyof(settings)), Object.keys(decided));
  let chosen = load(path, log);
  const current = (): Settings => ({ ...chosen, ...decided });
  const listeners = new Set<(settings: Settings) => void>();
  return {
    current,
    managed,
    update(change) {
      const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
      if (managed.some((name) => name in given)) throw new CodedError('settings.managed', 'the administration decides this setting');
      const next = v.parse(settings, { ...chosen, ...given });
      replaceText(path, `${JSON.stringify(next, null, 2)}\n`);
      chosen = next;
      for (const listener of [...listeners]) listener(current());
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function load(path: string, log: Logger): Settings {
  const text = readOrNull(path, log);
  if (text === null) return { ...defaultSettings };
  try {
    return v.parse(kept, JSON.parse(text));
  } catch {
    setAside(path, log);
    return { ...defaultSettings };
  }
}

function readOrNull(path: string, log: Logger): string | null {
  try {
    return readText(path);
  } catch (error) {
    log.warn('settings cannot be read; defaults hold', { code: codeOf(error) });
    return null;
  }
}

function setAside(path: string, log: Logger): void {
  try {
    renameSync(path, `${path}.damaged`);
    log.warn('settings were damaged; set aside, defaults hold');
  } catch (error) {
    log.warn('settings are damaged; defaults hold', { code: codeOf(error) });
  }
}
