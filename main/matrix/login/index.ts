export { namedIdentityServer } from './identity-server.ts';
export { normalBaseUrl } from './address.ts';
export { discover, inspectHomeserver, openHttp } from './discover.ts';
export { FreshPassword } from './fresh-password.ts';
export { logIn, type NewSession } from './password.ts';
export { logInWithToken, ssoAddress, type SsoTrip } from './sso.ts';
export { httpWithToken, revoke, revokeUnkept } from './session.ts';
