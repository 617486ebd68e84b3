import * as v from 'valibot';
import { CodedError } from '../../../preload/contract/index.ts';
import type { JsonObject } from '../../records/index.ts';
import type { Http } from '../http/index.ts';
import { isSecure } from '../login/address.ts';

/** Tokens and codes go there: TLS, or this very machine. */
const endpoint = v.pipe(v.string(), v.maxLength(2048), v.check(isSecure, 'not https'));
const names = v.optional(v.array(v.string()), []);

/** Metadata of an OAuth 2.0 provider (RFC 8414, with MSC4191 and OpenID Connect RP-initiated logout). Only what is used here. */
const metadata = v.object({
  issuer: v.pipe(v.string(), v.maxLength(2048)),
  authorization_endpoint: endpoint,
  token_endpoint: endpoint,
  registration_endpoint: v.optional(endpoint),
  revocation_endpoint: v.optional(endpoint),
  end_session_endpoint: v.optional(endpoint),
  account_management_uri: v.optional(endpoint),
  account_management_actions_supported: names,
  code_challenge_methods_supported: names,
  prompt_values_supported: names,
});
/** Names of the scopes: those of specification 1.15, and those of MSC2967, which older providers alone know. */
export type ScopeNames = 'stable' | 'unstable';
export type Provider = v.InferOutput<typeof metadata> & {
  /** In the order to ask in. A server that tells of its provider under the older address alone is older than the stable names. */
  scopeNames: readonly ScopeNames[];
};

const places: readonly { path: string; scopeNames: readonly ScopeNames[] }[] = [
  { path: '/_matrix/client/v1/auth_metadata', scopeNames: ['stable', 'unstable'] },
  { path: '/_matrix/client/unstable/org.matrix.msc2965/auth_metadata', scopeNames: ['unstable'] },
];

/**
 * The OAuth 2.0 provider at which the accounts of a homeserver live (spec: `GET /auth_metadata`); null
 * where it has none. Rejects with `network.*`, `server.*`, and `auth.provider-error` where what the
 * server tells cannot be used.
 */
export async function findProvider(http: Http): Promise<Provider | null> {
  for (const { path, scopeNames } of places) {
    const told = await ask(http, path);
    if (told !== null) return { ...checked(told), scopeNames };
  }
  return null;
}

async function ask(http: Http, path: string): Promise<JsonObject | null> {
  try {
    return await http.json('GET', path, { idleMs: 15_000, largest: 256 * 1024, tooLarge: 'auth.provider-error' });
  } catch (error) {
    // Not known there (404), or not known to whatever stands in front of it.
    const status = error instanceof CodedError ? (error.detail.status ?? 0) : 0;
    if (status >= 400 && status < 500 && status !== 429) return null;
    throw error;
  }
}

function checked(told: JsonObject): v.InferOutput<typeof metadata> {
  const found = v.safeParse(metadata, told);
  if (!found.success)
    throw new CodedError('auth.provider-error', `the metadata of the provider is wrong: ${v.getDotPath(found.issues[0])}`);
  if (!found.output.code_challenge_methods_supported.includes('S256')) {
    throw new CodedError('auth.provider-error', 'the provider does not know PKCE with S256');
  }
  return found.output;
}
