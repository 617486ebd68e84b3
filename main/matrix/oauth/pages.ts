import type { AccountPage } from '../../../preload/contract/index.ts';
import type { Provider } from './provider.ts';

/** Actions of MSC4191, by the page they open: stable names, then those that providers had before. */
const actions = {
  profile: ['org.matrix.profile'],
  devices: ['org.matrix.devices_list', 'org.matrix.sessions_list'],
  deactivate: ['org.matrix.account_deactivate'],
} satisfies Record<Exclude<AccountPage, 'account'>, readonly string[]>;
const endDevice = ['org.matrix.device_delete', 'org.matrix.session_end'];

const firstKnown = (provider: Provider, names: readonly string[]): string | null =>
  names.find((name) => provider.account_management_actions_supported.includes(name)) ?? null;

/** The pages that a provider has for its accounts. */
export function accountPages(provider: Provider): AccountPage[] {
  if (provider.account_management_uri === undefined) return [];
  const named = (['profile', 'devices', 'deactivate'] as const).filter((page) => firstKnown(provider, actions[page]) !== null);
  return ['account', ...named];
}

/** Address of one; null where the provider has none. With `deviceId`, where that device is signed out. */
export function accountPageUrl(provider: Provider, page: AccountPage, deviceId: string | null): string | null {
  if (provider.account_management_uri === undefined) return null;
  const url = new URL(provider.account_management_uri);
  const action = deviceId === null ? (page === 'account' ? null : firstKnown(provider, actions[page])) : firstKnown(provider, endDevice);
  if (action !== null) url.searchParams.set('action', action);
  if (action !== null && deviceId !== null) url.searchParams.set('device_id', deviceId);
  return url.href;
}

/** Where the browser ends the session of the provider (OpenID Connect RP-initiated logout); null where it cannot. */
export function endSessionUrl(provider: Provider, clientId: string, idToken: string | null): string | null {
  if (provider.end_session_endpoint === undefined) return null;
  const url = new URL(provider.end_session_endpoint);
  url.searchParams.set('client_id', clientId);
  if (idToken !== null) url.searchParams.set('id_token_hint', idToken);
  return url.href;
}
