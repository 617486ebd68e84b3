/** How one answer is asked for. */
export interface SyncRequest {
  /** Where the last committed answer ended; null before the first. */
  since: string | null;
  /** True when something new is not waited for: the first answer after a start or a loss of connection. */
  immediate: boolean;
  signal: AbortSignal;
}

/**
 * Where sync answers come from. Classic `/sync` today; simplified sliding sync (MSC4186) is another
 * source behind the same two ends: a position that the store keeps, and a body that the store's
 * worker parses (its `stageSync` knows the form of the source that the account uses).
 */
export interface SyncSource {
  /** The next answer, unparsed; the array owns its buffer. Rejects with `CodedError`, or with the reason of `signal`. */
  next(request: SyncRequest): Promise<Uint8Array>;
}
