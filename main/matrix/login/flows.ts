import type { HomeserverView } from '../../../preload/contract/index.ts';
import { isObject, stringField } from '../http/index.ts';

/** More is no choice. */
const mostProviders = 20;

type Offered = Pick<HomeserverView, 'passwordLogin' | 'sso' | 'registers' | 'resets'>;

/**
 * What `GET /login` offers (spec 5.7.1) of what we know: a password, and single sign-on with its identity providers. New
 * accounts are made there where it can be told that one is wanted (MSC3824).
 */
export function offeredBy(answer: { [key: string]: unknown }): Offered {
  const flows = Array.isArray(answer['flows']) ? answer['flows'].filter(isObject).slice(0, 50) : [];
  const of = (type: string) => flows.find((flow) => flow['type'] === type);
  const sso = of('m.login.sso');
  // MSC3824: behind it stands an OAuth provider, whose accounts have no password at the homeserver.
  const alone = sso?.['oauth_aware_preferred'] === true || sso?.['org.matrix.msc3824.delegated_oidc_compatibility'] === true;
  const passwordLogin = of('m.login.password') !== undefined && !alone;
  return { passwordLogin, sso: sso === undefined ? null : providersOf(sso), registers: alone, resets: false };
}

/** Empty where the server names none: it asks on its own page then. */
function providersOf(sso: { [key: string]: unknown }): { id: string; name: string }[] {
  const told = Array.isArray(sso['identity_providers']) ? sso['identity_providers'].filter(isObject) : [];
  return told.slice(0, mostProviders).flatMap((provider) => {
    const [id, name] = [stringField(provider, 'id'), stringField(provider, 'name')];
    return id !== null && name !== null && /^[\w.~-]{1,255}$/u.test(id) && name.trim() !== ''
      ? [{ id, name: name.trim().slice(0, 60) }]
      : [];
  });
}
