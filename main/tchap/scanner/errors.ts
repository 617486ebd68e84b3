import { CodedError } from '../../../preload/contract/index.ts';

const errcodeOf = (error: unknown): string | undefined => (error instanceof CodedError ? error.detail.errcode : undefined);

/** The antivirus found something in the file. */
export const isUnsafe = (error: unknown): boolean => errcodeOf(error) === 'MCS_MEDIA_NOT_CLEAN';
/** The administration lets no file of this type through. */
export const forbiddenType = (error: unknown): boolean => errcodeOf(error) === 'MCS_MIME_TYPE_FORBIDDEN';
/** What was encrypted to the scanner's key could not be read, so that the key may have been renewed; older releases say no more than that something could not be decrypted. */
export const mayBeBadKey = (error: unknown): boolean =>
  ['MCS_BAD_DECRYPTION', 'MCS_MEDIA_FAILED_TO_DECRYPT'].includes(errcodeOf(error) ?? '');

const passed = new Set([
  'network.unreachable',
  'network.tls',
  'server.rate-limited',
  'store.disk-full',
  'media.too-large',
  'auth.signed-out',
  'auth.soft-logout',
]);

/**
 * What a failed scan means for the agent. A file that could not be scanned is never shown: anything
 * unknown is `media.scan-unavailable`, worth another try.
 */
export function scannerError(error: unknown): CodedError {
  if (!(error instanceof CodedError)) return new CodedError('media.scan-unavailable', 'the scan failed', { retryable: true, cause: error });
  if (error.code.startsWith('media.') || passed.has(error.code)) return error;
  const { detail } = error;
  if (detail.errcode === 'MCS_MEDIA_FAILED_TO_DECRYPT') {
    return new CodedError('media.tampered', 'the scanner could not decrypt the file', { detail, cause: error });
  }
  if (detail.errcode === 'M_NOT_FOUND') return new CodedError('media.unavailable', 'the file is not there', { detail, cause: error });
  return new CodedError('media.scan-unavailable', error.message, { retryable: true, detail, cause: error });
}
