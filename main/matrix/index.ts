export { Hearers, LiveAccount, Session } from './account/index.ts';
export { LiveConversation } from './conversation/index.ts';
export type * from './crypto/index.ts';
export { ChallengeError, Http, Interactive, toCodedError, type Authentication } from './http/index.ts';
export { discover, inspectHomeserver, logIn, normalBaseUrl, openHttp, revokeUnkept, type NewSession } from './login/index.ts';
export type { RoomPlan } from './rooms/index.ts';
export type * from './people/types.ts';
export type * from './types.ts';
export { PushSettings } from './push/index.ts';
