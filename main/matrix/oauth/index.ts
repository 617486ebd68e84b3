export { Authorization, newDeviceId } from './authorization.ts';
export { registerClient, type ClientFacts } from './client.ts';
export { findProvider, type Provider } from './provider.ts';
export { SessionProvider } from './session-provider.ts';
export { exchangeCode, revokeToken, type Granted } from './tokens.ts';
