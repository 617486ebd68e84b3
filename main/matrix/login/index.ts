export { namedIdentityServer } from './identity-server.ts';
export { normalBaseUrl } from './address.ts';
export { discover, inspectHomeserver, openHttp } from './discover.ts';
export { FreshPassword } from './fresh-password.ts';
export { logIn, type NewSession } from './password.ts';
export { revoke, revokeUnkept } from './session.ts';
