export { defaultSettings, openSettings, type SettingsChange, type SettingsStore } from './settings.ts';
