import { RequestType, type OutgoingRequest } from './binding.ts';

interface RequestSender {
  makeOutgoingRequest(request: OutgoingRequest, authenticate?: unknown): Promise<void>;
}

/** The same question is asked this often in a row without a pause, then at most once in this time, milliseconds. */
const mostInARow = 5;
const pauseMs = 10_000;

/**
 * A server that leaves somebody out of its answer about devices (federated ones may, a hostile one
 * will) makes the engine ask for them again at once, and matrix-js-sdk goes round for as long as
 * requests succeed: a thousand requests a second. The same question in a row therefore counts as
 * failed for a while; the engine repeats it after the next sync. What is returned is called when a
 * sync says that devices changed: then there is something to ask, however often that was so before.
 */
export function pauseSameQueries(sender: RequestSender, now: () => number = Date.now): () => void {
  const send = sender.makeOutgoingRequest.bind(sender);
  let last: { body: string; times: number; at: number } | null = null;
  sender.makeOutgoingRequest = async (request, authenticate) => {
    if (request.type !== RequestType.KeysQuery) return send(request, authenticate);
    const { body } = request;
    const same = last !== null && last.body === body && now() - last.at < pauseMs ? last : null;
    if (same !== null && same.times >= mostInARow) throw new Error('the server does not answer about somebody');
    last = { body, times: (same?.times ?? 0) + 1, at: now() };
    await send(request, authenticate);
  };
  return () => void (last = null);
}
