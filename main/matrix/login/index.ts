export { discover } from './discover.ts';
export { logIn, type NewSession, type PasswordLogin } from './password.ts';
export { revoke } from './session.ts';
