/** Path of a Chromium, or null. `TCHAP_CHROMIUM` names another one. */
export function findBrowser(): string | null;
export function ensureSystem(need: 'browser' | 'keychain'): void;
