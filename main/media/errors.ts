import { CodedError } from '../../preload/contract/index.ts';

const full = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

/** What went wrong with a file of this machine: `store.disk-full`, else `media.unavailable`. */
export function fileError(error: unknown): CodedError {
  if (error instanceof CodedError) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  if (full.has(code)) return new CodedError('store.disk-full', 'the disk is full', { retryable: true, cause: error });
  return new CodedError('media.unavailable', `the file cannot be read or written (${code})`, { cause: error });
}

/** What went wrong with a request for media: a file that is not there, or not for us, is `media.unavailable`. */
export function mediaError(error: CodedError): CodedError {
  const { status } = error.detail;
  if (error.code === 'message.too-large') return new CodedError('media.too-large', error.message, { detail: error.detail, cause: error });
  if (status === 404 || status === 403 || status === 400 || status === 410) {
    return new CodedError('media.unavailable', error.message, { detail: error.detail, cause: error });
  }
  return error;
}
