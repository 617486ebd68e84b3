import * as v from 'valibot';
import { call, feed } from './define.ts';
import { errorCode } from './errors.ts';
import { accountId, count, mediaUrl, timestamp, userId } from './ids.ts';

const account = { accountId };
const none = v.null();

/**
 * What an account is doing.
 * - `locked`: its store cannot be opened; `problem` says why, `session.unlock` tries again.
 * - `soft-logout`: the server ended the session but the store is kept (spec 5.7.2.1): sign in again.
 * - `expired`, `blocked`: the server refuses everything for now, since the account has to be renewed or an administrator has
 *   locked it. What is kept is not shown; it comes back by itself once the server takes the account (`session.check`).
 * - `signed-out`: the server ended the session for good (token revoked elsewhere).
 */
const accountStatus = v.picklist(['opening', 'ready', 'locked', 'soft-logout', 'expired', 'blocked', 'signed-out']);
/** `catching-up` while answers still hold a backlog; `offline` once a sync failed. */
const connection = v.picklist(['connecting', 'catching-up', 'online', 'offline']);

/** What an administration may have or not, by the names of Tchap's configuration (`tchap_features`). */
export const feature = v.picklist([
  'email_notification',
  'thread',
  'space',
  'create_room_non_encrypted',
  'forum_limited_by_default',
  'red_list',
]);
export type Feature = v.InferOutput<typeof feature>;

export const accountView = v.object({
  accountId,
  userId,
  /** Base URL of the client-server API. */
  homeserver: v.string(),
  deviceId: v.string(),
  displayName: v.nullable(v.string()),
  avatar: v.nullable(mediaUrl),
  status: accountStatus,
  connection,
  /** When the last complete answer of the server was kept; null before the first. */
  lastSyncAt: v.nullable(timestamp),
  /** Files are shown only once the antivirus of the administration found them clean. */
  contentScanner: v.boolean(),
  /** An external guest, who creates no room and finds none. */
  guest: v.boolean(),
  /** Those that the administration of this account has. */
  features: v.array(feature),
  /** The account may read but not write, by order of its administration (spec 1.13, `M_USER_SUSPENDED`). */
  suspended: v.boolean(),
  /** The administration has moved: base URL of its new server, and the address that has an account to make there. The old one works on. */
  move: v.nullable(v.object({ homeserver: v.string(), email: v.string() })),
  /** Why `locked`, or what keeps the account offline. */
  problem: v.nullable(errorCode),
  /** How the agent signs in again: with the password, or in the browser. */
  signIn: v.picklist(['password', 'sso', 'oauth']),
});
export type AccountView = v.InferOutput<typeof accountView>;

/** What a homeserver offers (client-server API: `/versions`, `/login`, `/auth_metadata`, `.well-known`). */
export const homeserverView = v.object({
  baseUrl: v.string(),
  serverName: v.nullable(v.string()),
  passwordLogin: v.boolean(),
  /** Base URL of the server to which the administration of the address has moved, while its account is still on this one. */
  movedTo: v.optional(v.string()),
  /** Accounts live at an OAuth 2.0 provider (spec: OAuth 2.0 API); nothing else is offered then. */
  oauth: v.boolean(),
  /** Identity providers of single sign-on, in the order of the server; empty where it asks on its own page, null where there is none. */
  sso: v.nullable(v.array(v.object({ id: v.string(), name: v.string() }))),
  /** One can make an account there: by mail where there are passwords, in the browser elsewhere. False where the server does not say so. */
  registers: v.boolean(),
  /** A forgotten password can be given anew by mail. False where the server does not say so. */
  resets: v.boolean(),
  /** Found by an e-mail address that no administration knows: the server of guests from outside. */
  external: v.boolean(),
  /** Somebody invited this address, which has no account yet. */
  invited: v.boolean(),
});
export type HomeserverView = v.InferOutput<typeof homeserverView>;

export const reaching = ['network.unreachable', 'network.tls', 'server.not-matrix', 'server.error', 'server.rate-limited'] as const;
export const opening = [
  'keychain.absent',
  'keychain.locked',
  'keychain.refused',
  'keychain.wrong-key',
  'store.future',
  'store.damaged',
  'store.unavailable',
  'store.disk-full',
] as const;

export const sessionCalls = {
  /** Finds a homeserver from an e-mail address (the servers of the brand), a URL, a server name (`.well-known`), or a full Matrix user id. */
  'session.discover': call({
    input: v.object({ address: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(512)) }),
    output: homeserverView,
    errors: [...reaching, 'server.unsupported-flow', 'server.imposed'],
  }),
  /** Signs in with `m.login.password`. `user` is a Matrix id, a localpart or an e-mail address. Waits through one rate limit as told by the server. */
  'session.signIn': call({
    input: v.object({
      baseUrl: v.pipe(v.string(), v.maxLength(512)),
      user: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(255)),
      password: v.pipe(v.string(), v.minLength(1), v.maxLength(512)),
    }),
    output: v.object({ accountId }),
    errors: [
      ...reaching,
      ...opening,
      'server.unsupported-flow',
      'server.imposed',
      'auth.wrong-password',
      'auth.deactivated',
      'auth.expired-account',
      'auth.locked',
      'auth.already-signed-in',
    ],
    timeoutMs: 120_000,
  }),
  /** After a soft logout: a new token for the same device; the store is kept. */
  'session.signInAgain': call({
    input: v.object({ ...account, password: v.pipe(v.string(), v.minLength(1), v.maxLength(512)) }),
    output: none,
    errors: [...reaching, 'account.unknown', 'server.unsupported-flow', 'auth.wrong-password', 'auth.deactivated', 'auth.expired-account'],
    timeoutMs: 120_000,
  }),
  /** Tries to open a locked account again. */
  'session.unlock': call({ input: v.object(account), output: none, errors: [...opening, 'account.unknown'], timeoutMs: 120_000 }),
  /** Asks the server whether it still refuses an account that is `expired` or `blocked`. */
  'session.check': call({
    input: v.object(account),
    output: v.object({ open: v.boolean() }),
    errors: [...reaching, 'account.unknown', 'auth.soft-logout', 'auth.signed-out'],
  }),
  /** Asks for the e-mail that renews an expired account; at most every 30 seconds, else `server.rate-limited`. */
  'session.sendRenewal': call({
    input: v.object(account),
    output: none,
    errors: [...reaching, 'account.unknown', 'auth.soft-logout', 'auth.signed-out'],
  }),
  /** What signing out now would lose. */
  'session.signOutPreview': call({
    input: v.object(account),
    output: v.object({
      /** Inbound room keys that no backup holds: messages that could not be read again. */
      keysNotBackedUp: count,
      /** Whether `backup.finish` can save them first. */
      backupWorks: v.boolean(),
      /** No verification code exists and no other device is confirmed: nothing would open the backup again. */
      noWayBack: v.boolean(),
      /** Messages that wait in the send queue. */
      queuedMessages: count,
      drafts: count,
      /**
       * The session of the agent's identity provider, which is the browser's: it `ends` there afterwards, or `stays` open, since
       * nobody tells where it ends; `none` where no provider is known.
       */
      providerSession: v.picklist(['none', 'ends', 'stays']),
    }),
    errors: ['account.unknown'],
  }),
  /** Ends the session on the server and removes its keys and files here. Refused with `crypto.keys-not-backed-up` or `identity.no-code` unless the loss is accepted. */
  'session.signOut': call({
    input: v.object({ ...account, acceptLoss: v.boolean() }),
    output: none,
    errors: ['account.unknown', 'crypto.keys-not-backed-up', 'identity.no-code'],
    timeoutMs: 60_000,
  }),
  /** Removes what is kept here of an account whose session has ended or whose store cannot be opened. The agent confirmed it. */
  'session.forget': call({ input: v.object(account), output: none, errors: ['account.unknown'] }),
};

export const sessionFeeds = {
  /** The accounts of this installation, in the order they were added. */
  accounts: feed({ input: v.object({}), item: accountView, meta: v.object({}), key: 'accountId', errors: [] }),
};
