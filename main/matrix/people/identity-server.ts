import { createHash } from 'node:crypto';
import { CodedError, type UserId } from '../../../preload/contract/index.ts';
import type { Net } from '../../host/index.ts';
import { asArray, asObject, isUserId, type JsonObject } from '../../records/index.ts';
import { Http, stringField, type Method } from '../http/index.ts';
import { userPath } from '../rooms/parts.ts';

/** The part of a `/invite` or `/createRoom` that names an identity server (spec: third-party invites). */
export interface IdentityProof {
  id_server: string;
  id_access_token: string;
}

export interface IdentityParts {
  http: Http;
  /** Of the machine, without the token of the account. */
  fetch: Net['fetch'];
  userId: UserId;
  /** Base URL; null where there is none. */
  base(): Promise<string | null>;
}

const unauthorised = 401;
const api = '/_matrix/identity/v2';

/**
 * The identity server of an account (identity service API, v2): whom an address belongs to, and the
 * leave to invite one that belongs to nobody yet. Its token is asked for when first needed and kept in
 * memory alone. Rejects with `invite.no-email` where there is no such server.
 */
export class IdentityServer {
  readonly #parts: IdentityParts;
  #base: Promise<string | null> | null = null;
  #token: Promise<string> | null = null;
  #pepper: string | null = null;

  constructor(parts: IdentityParts) {
    this.#parts = parts;
  }

  /** Whom the address belongs to; null for nobody. */
  async lookUp(email: string): Promise<UserId | null> {
    const answer = await this.#ask(email, this.#pepper).catch((error: unknown) => {
      // The pepper was changed: the server takes the new one.
      if (error instanceof CodedError && error.detail.errcode === 'M_INVALID_PEPPER') return this.#ask(email, null);
      throw error;
    });
    const owner = Object.values(asObject(answer['mappings']))[0];
    return isUserId(owner) ? owner : null;
  }

  /** What the homeserver needs to have an address invited. */
  async proof(): Promise<IdentityProof> {
    return { id_server: new URL(await this.#address()).host, id_access_token: await this.#authorised() };
  }

  async #ask(email: string, known: string | null): Promise<JsonObject> {
    const pepper = known ?? (await this.#findPepper());
    const hash = createHash('sha256').update(`${email} email ${pepper}`).digest('base64url');
    return this.#request('POST', '/lookup', { algorithm: 'sha256', pepper, addresses: [hash] });
  }

  async #findPepper(): Promise<string> {
    const details = await this.#request('GET', '/hash_details');
    const pepper = stringField(details, 'lookup_pepper');
    if (pepper === null || !asArray(details['algorithms']).includes('sha256')) {
      throw new CodedError('server.error', 'the identity server offers no sha256 lookups');
    }
    this.#pepper = pepper;
    return pepper;
  }

  async #request(method: Method, path: string, body?: JsonObject, again = true): Promise<JsonObject> {
    const token = await this.#authorised();
    const { fetch } = this.#parts;
    const headers = (init?: RequestInit): Headers => {
      const all = new Headers(init?.headers);
      all.set('authorization', `Bearer ${token}`);
      return all;
    };
    const http = new Http(await this.#address(), (url, init) => fetch(url, { ...init, headers: headers(init) }));
    try {
      return await http.json(method, api + path, { largest: 1024 * 1024, ...(body ? { body } : {}) });
    } catch (error) {
      // Its own token has ended, which says nothing of the account's.
      if (!(error instanceof CodedError) || error.detail.status !== unauthorised) throw error;
      this.#token = null;
      if (again) return this.#request(method, path, body, false);
      throw new CodedError('server.error', 'the identity server takes no token of ours', { detail: error.detail, cause: error });
    }
  }

  async #address(): Promise<string> {
    this.#base ??= this.#parts.base().catch((error: unknown) => {
      this.#base = null;
      throw error;
    });
    const base = await this.#base;
    if (base === null) throw new CodedError('invite.no-email', 'the homeserver names no identity server');
    return base;
  }

  #authorised(): Promise<string> {
    this.#token ??= this.#register().catch((error: unknown) => {
      this.#token = null;
      throw error;
    });
    return this.#token;
  }

  /** An OpenID token of the homeserver says who we are; the identity server never sees the session. */
  async #register(): Promise<string> {
    const { http, fetch, userId } = this.#parts;
    const base = await this.#address();
    const openid = await http.json('POST', `${userPath(userId)}/openid/request_token`, { body: {} });
    const open = new Http(base, fetch);
    const token = stringField(await open.json('POST', `${api}/account/register`, { body: openid }), 'token');
    if (token === null) throw new CodedError('server.error', 'the identity server gave no token', { retryable: true });
    return token;
  }
}
