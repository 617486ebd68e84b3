export { ChallengeError, type Question } from './challenge.ts';
export { Interactive, type Authentication } from './interactive.ts';
export { barOf, errorFromFailure, errorFromResponse, toCodedError } from './errors.ts';
export { isObject, parseObject, stringField } from './json.ts';
export { Http, readBounded, type Method } from './request.ts';
export { createSdkClient } from './sdk-client.ts';
export {
  authorizedFetch,
  homeserverRefresh,
  TokenKeeper,
  tokensOf,
  unheard,
  type AccountNews,
  type Refresh,
  type SessionEnd,
  type Tokens,
} from './tokens.ts';
