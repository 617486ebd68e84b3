import { renameSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { settings, type Settings } from '../../preload/contract/index.ts';
import type { Logger } from '../log/index.ts';
import { codeOf, readText, replaceText } from './settings-file.ts';

/** What holds until the agent chooses. */
export const defaultSettings: Settings = {
  language: 'system',
  theme: 'system',
  notifications: true,
  notificationContent: 'full',
  closeToTray: true,
};

/** A value that this version does not know (written by a later one, or by hand) costs only itself. */
const kept = v.object({
  language: v.fallback(settings.entries.language, defaultSettings.language),
  theme: v.fallback(settings.entries.theme, defaultSettings.theme),
  notifications: v.fallback(settings.entries.notifications, defaultSettings.notifications),
  notificationContent: v.fallback(settings.entries.notificationContent, defaultSettings.notificationContent),
  closeToTray: v.fallback(settings.entries.closeToTray, defaultSettings.closeToTray),
}) satisfies v.GenericSchema<unknown, Settings>;

export type SettingsChange = { [K in keyof Settings]?: Settings[K] | undefined };

/** The settings of this installation. */
export interface SettingsStore {
  current(): Settings;
  /** Kept on disk when it returns; listeners hear of it after. Throws `CodedError` `store.disk-full` and then nothing has changed. */
  update(change: SettingsChange): void;
  onChange(listener: (settings: Settings) => void): () => void;
}

/** Opens `settings.json` in `directory` (`Host.paths.data`). A file that cannot be read is set aside and the defaults hold. */
export function openSettings(directory: string, log: Logger): SettingsStore {
  const path = join(directory, 'settings.json');
  let current = load(path, log);
  const listeners = new Set<(settings: Settings) => void>();
  return {
    current: () => current,
    update(change) {
      const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
      const next = v.parse(settings, { ...current, ...given });
      replaceText(path, `${JSON.stringify(next, null, 2)}\n`);
      current = next;
      for (const listener of [...listeners]) listener(next);
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
