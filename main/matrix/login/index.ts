export { normalBaseUrl } from './address.ts';
export { discover, openHttp } from './discover.ts';
export { logIn, type NewSession, type PasswordLogin } from './password.ts';
export { revoke, revokeUnkept } from './session.ts';
