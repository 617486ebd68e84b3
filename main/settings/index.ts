export { defaultSettings, openSettings, type SettingsStore } from './settings.ts';
