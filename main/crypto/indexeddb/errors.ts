type Name =
  | 'AbortError'
  | 'ConstraintError'
  | 'DataCloneError'
  | 'DataError'
  | 'InvalidAccessError'
  | 'InvalidStateError'
  | 'NotFoundError'
  | 'QuotaExceededError'
  | 'ReadOnlyError'
  | 'TransactionInactiveError'
  | 'UnknownError'
  | 'VersionError';

/** An exception of the IndexedDB specification (section 2.11). */
export const failure = (name: Name, message: string): DOMException => new DOMException(message, name);

/** The exception for what SQLite threw: a full disk has its own name. */
export function storageFailure(error: unknown): DOMException {
  if (error instanceof DOMException) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  return code === 'SQLITE_FULL' ? failure('QuotaExceededError', 'the disk is full') : failure('UnknownError', `storage failed (${code})`);
}
