import * as v from 'valibot';

/** Codes that any call or feed may answer with: the bridge itself refused or failed. */
export const bridgeErrorCodes = [
  'bridge.unknown-name',
  'bridge.bad-input',
  'bridge.bad-output',
  'bridge.wrong-sender',
  'bridge.too-large',
  'bridge.cancelled',
  'bridge.timeout',
  'bridge.closed',
  'bridge.version',
  'internal',
] as const;

/** Codes with a meaning for the agent. Each has a sentence in `renderer/text`. */
export const domainErrorCodes = [
  'network.unreachable',
  'network.tls',
  'server.not-matrix',
  'server.error',
  'server.too-large',
  'server.rate-limited',
  'server.unsupported-flow',
  'server.imposed',
  'auth.wrong-password',
  'auth.deactivated',
  'auth.soft-logout',
  'auth.signed-out',
  'auth.expired-account',
  'auth.locked',
  'auth.suspended',
  'auth.already-signed-in',
  'auth.confirm-identity',
  'auth.refused',
  'auth.state-mismatch',
  'auth.bad-return',
  'auth.no-journey',
  'auth.browser-timeout',
  'auth.browser-unopened',
  'auth.provider-unreachable',
  'auth.provider-error',
  'auth.wrong-account',
  'by-mail.closed',
  'by-mail.unavailable',
  'by-mail.address-in-use',
  'by-mail.address-unknown',
  'by-mail.address-refused',
  'by-mail.weak-password',
  'by-mail.not-confirmed',
  'by-mail.none',
  'account.unknown',
  'options.no-email',
  'keychain.absent',
  'keychain.locked',
  'keychain.refused',
  'keychain.wrong-key',
  'store.future',
  'store.damaged',
  'store.unavailable',
  'store.disk-full',
  'room.unknown',
  'room.forbidden',
  'room.server-notices',
  'server.limit-reached',
  'room.not-created',
  'room.changed',
  'room.version',
  'room.no-entry',
  'room.not-opened',
  'guest.refused',
  'guest.no-power',
  'forums.unreachable',
  'user.unknown',
  'notifications.unavailable',
  'invite.guest',
  'invite.no-email',
  'invite.refused',
  'members.incomplete',
  'file.unwritable',
  'message.unknown',
  'message.too-large',
  'message.no-devices',
  'scheduled.unavailable',
  'scheduled.too-far',
  'crypto.unavailable',
  'crypto.keys-not-backed-up',
  'backup.off',
  'backup.unreadable',
  'key-file.wrong-passphrase',
  'key-file.damaged',
  'key-file.unknown-format',
  'key-file.too-large',
  'key-file.unreadable',
  'key-file.unwritable',
  'key-file.none',
  'identity.malformed-code',
  'identity.wrong-code',
  'identity.old-code',
  'identity.no-code',
  'identity.stale-code',
  'identity.unconfirmed',
  'identity.changed',
  'crypto.identity-changed',
  'crypto.device-unverified',
  'media.unavailable',
  'media.cancelled',
  'media.unsafe',
  'media.not-opened',
  'media.no-program',
  'media.scan-unavailable',
  'media.tampered',
  'media.too-large',
  'link.refused',
  'settings.managed',
  'verification.unknown',
  'verification.not-now',
  'verification.no-identity',
  'verification.bad-code',
] as const;

export const errorCode = v.picklist([...bridgeErrorCodes, ...domainErrorCodes]);
export type BridgeErrorCode = (typeof bridgeErrorCodes)[number];
export type DomainErrorCode = (typeof domainErrorCodes)[number];
export type ErrorCode = v.InferOutput<typeof errorCode>;

/** An error as it crosses the bridge: data only, since Electron strips the fields of error objects. */
export const errorData = v.object({
  code: errorCode,
  /** For logs and support; never shown as it is, never holds a secret. English. */
  message: v.string(),
  /** Whether the same call may succeed later without a change by the agent. */
  retryable: v.boolean(),
  detail: v.object({
    /** How long the server asked to wait, in milliseconds. */
    retryAfterMs: v.optional(v.number()),
    /** Matrix `errcode`, for support. */
    errcode: v.optional(v.string()),
    /** HTTP status, for support. */
    status: v.optional(v.number()),
    /** What is too large, and what may be sent, in bytes. */
    size: v.optional(v.number()),
    limit: v.optional(v.number()),
    /** Room keys or messages that would be lost. */
    count: v.optional(v.number()),
    /** Ways to answer `auth.confirm-identity`, and the address to approve at where `browser` is one. */
    flows: v.optional(v.array(v.picklist(['password', 'browser']))),
    url: v.optional(v.string()),
    /** When the verification code in force was made, in milliseconds since the epoch. */
    createdAt: v.optional(v.number()),
    /** Issuer of the certificate that was refused. */
    issuer: v.optional(v.string()),
  }),
});
export type ErrorData = v.InferOutput<typeof errorData>;
export type ErrorDetail = ErrorData['detail'];

/** An error with a code. The same class stands on both sides of the bridge; only its data crosses. */
export class CodedError extends Error {
  override readonly name = 'CodedError';
  readonly code: ErrorCode;
  readonly retryable: boolean;
  readonly detail: ErrorDetail;

  constructor(code: ErrorCode, message: string, options: { retryable?: boolean; detail?: ErrorDetail; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.retryable = options.retryable ?? false;
    this.detail = options.detail ?? {};
  }

  /** The form that crosses the bridge. */
  toData(): ErrorData {
    return { code: this.code, message: this.message, retryable: this.retryable, detail: this.detail };
  }

  static fromData(data: ErrorData): CodedError {
    return new CodedError(data.code, data.message, { retryable: data.retryable, detail: data.detail });
  }
}
