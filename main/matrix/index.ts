export { Hearers, LiveAccount, Session } from './account/index.ts';
export { LiveConversation } from './conversation/index.ts';
export type * from './crypto/index.ts';
export { ChallengeError, Http, Interactive, toCodedError, type Authentication } from './http/index.ts';
export type { RoomPlan } from './rooms/index.ts';
export type * from './people/types.ts';
export {
  discover,
  httpWithToken,
  inspectHomeserver,
  logIn,
  logInWithToken,
  normalBaseUrl,
  openHttp,
  revokeUnkept,
  ssoAddress,
  type SsoTrip,
  type NewSession,
} from './login/index.ts';
export { askRegistration, EmailProof, passwordRules, register, resetPassword, type Purpose, type Registration } from './by-mail/index.ts';
export {
  Authorization,
  exchangeCode,
  findProvider,
  newDeviceId,
  registerClient,
  revokeToken,
  type ClientFacts,
  type Granted,
  type Provider,
} from './oauth/index.ts';
export type * from './types.ts';
export { PushSettings } from './push/index.ts';
