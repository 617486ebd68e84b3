/** How long steps may follow each other before the event loop gets its turn, in milliseconds. */
const sliceMs = 8;
let sliceStart: number | null = null;

function openSlice(): number {
  if (sliceStart === null) {
    sliceStart = performance.now();
    setImmediate(() => (sliceStart = null));
  }
  return sliceStart;
}

/**
 * Runs `step` once all promise reactions that are due have run: what a task is to a browser's
 * IndexedDB, since the WASM places its next request from such a reaction. A task each (what
 * `setImmediate` gives) would cost more than the work itself, so steps follow each other at once
 * for a slice, then let timers and sockets go first.
 */
export function nextTurn(step: () => void): void {
  queueMicrotask(() => {
    const spent = performance.now() - openSlice();
    if (spent > sliceMs) setImmediate(step);
    else process.nextTick(step);
  });
}
