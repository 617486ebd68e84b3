import type { AccountId, UserId } from '../../preload/contract/index.ts';

/** What the registry file knows of an account before its store is open. Holds no secret. */
export interface AccountRecord {
  accountId: AccountId;
  userId: UserId;
  deviceId: string;
  /** Base URL of the client-server API, without a slash at the end. */
  homeserver: string;
  /** True once the database key was put in the keychain and the stores were made. From then on a missing key is an error, never a reason to make a new one. */
  keyStored: boolean;
}

/** Why a server refuses everything to an account for now: it has expired, or an administrator has locked it. */
export type AccountBar = 'expired' | 'blocked';
/** How a session began, and what the next sign-in, a refresh and the end of it need. */
export type SignInRecord =
  | { way: 'password' | 'sso' }
  /** `idToken` names the session at the provider; null where it gave none. */
  | { way: 'oauth'; issuer: string; clientId: string; idToken: string | null };

/** The session, kept in the precious store only. */
export interface SessionRecord {
  accessToken: string;
  /** Null where the server gives no refresh tokens. */
  refreshToken: string | null;
  displayName: string | null;
  avatarMxc: string | null;
  /** True after `M_UNKNOWN_TOKEN` with `soft_logout`. */
  softLogout: boolean;
  signIn: SignInRecord;
}
