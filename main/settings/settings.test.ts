import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLogger, silentLogger } from '../log/index.ts';
import { defaultSettings, openSettings } from './index.ts';

let directory: string;
const file = () => join(directory, 'settings.json');
beforeEach(() => (directory = mkdtempSync(join(tmpdir(), 'tchap-settings-'))));
afterEach(() => {
  chmodSync(directory, 0o700);
  rmSync(directory, { recursive: true });
});

describe('settings', () => {
  it('begin as the defaults and write nothing until the agent chooses', () => {
    expect(openSettings(directory, silentLogger).current()).toEqual(defaultSettings);
    expect(readdirSync(directory)).toEqual([]);
  });

  it('are found again after a restart, and told to listeners', () => {
    const first = openSettings(directory, silentLogger);
    const heard: string[] = [];
    const stop = first.onChange((settings) => heard.push(settings.theme));
    first.update({ theme: 'dark', language: undefined });
    stop();
    first.update({ closeToTray: false });
    expect(heard).toEqual(['dark']);
    expect(openSettings(directory, silentLogger).current()).toEqual({ ...defaultSettings, theme: 'dark', closeToTray: false });
    expect(readdirSync(directory)).toEqual(['settings.json']);
  });

  it('set a damaged file aside and go on', () => {
    writeFileSync(file(), '{"theme": "da');
    const lines: string[] = [];
    const settings = openSettings(directory, createLogger({ write: (line) => lines.push(line) }));
    expect(settings.current()).toEqual(defaultSettings);
    expect(readFileSync(`${file()}.damaged`, 'utf8')).toBe('{"theme": "da');
    expect(existsSync(file())).toBe(false);
    expect(lines.join()).toContain('damaged');
    settings.update({ theme: 'light' });
    expect(openSettings(directory, silentLogger).current().theme).toBe('light');
  });

  it('lose only the value that is not understood', () => {
    writeFileSync(file(), JSON.stringify({ theme: 'sepia', language: 'fr', later: true }));
    expect(openSettings(directory, silentLogger).current()).toEqual({ ...defaultSettings, language: 'fr' });
  });

  it('refuse what the contract does not allow', () => {
    const settings = openSettings(directory, silentLogger);
    expect(() => settings.update(JSON.parse('{"theme":"sepia"}') as object)).toThrow();
    expect(settings.current()).toEqual(defaultSettings);
  });

  it('say when the disk refuses, and stay as they were', () => {
    mkdirSync(`${file()}.new`);
    const settings = openSettings(directory, silentLogger);
    expect(() => settings.update({ theme: 'dark' })).toThrow(expect.objectContaining({ code: 'store.disk-full' }) as Error);
    expect(settings.current().theme).toBe('system');
  });
});
