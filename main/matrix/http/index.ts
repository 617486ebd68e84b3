export { ChallengeError } from './challenge.ts';
export { Interactive, type Authentication } from './interactive.ts';
export { barOf, errorFromFailure, errorFromResponse, toCodedError } from './errors.ts';
export { isObject, parseObject, stringField } from './json.ts';
export { Http, type Method } from './request.ts';
export { createSdkClient } from './sdk-client.ts';
export { authorizedFetch, TokenKeeper, tokensOf, unheard, type AccountNews, type SessionEnd, type Tokens } from './tokens.ts';
