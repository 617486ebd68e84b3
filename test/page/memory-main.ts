import { onTestFinished, expect } from 'vitest';
import {
  contract,
  type AccountId,
  type CallName,
  type FeedMeta,
  type MessageItem,
  type RoomId,
  type TimelineItem,
} from '../../preload/contract/index.ts';
import { portPair, serve, type FeedSink, type FeedSources, type Handlers } from '../../preload/wire/index.ts';
import { createClient } from '../../renderer/client/index.ts';
import { messageItem, timelineMeta } from './items.ts';

export const accountId = 'a1' as AccountId;
export const roomId = '!r:agent.fr' as RoomId;
type Sink = FeedSink<TimelineItem, FeedMeta<'timeline'>>;

/** A message of the agent. */
export const mine = (name: string, extra: Partial<MessageItem> = {}): MessageItem => messageItem(name, { own: true, ...extra });

/** A page and a main over the real wire; main answers from `answers`, and remembers what it was asked. */
export function start(rows: TimelineItem[] = [], answers: Partial<Handlers> = {}) {
  const calls: [name: string, input: unknown][] = [];
  const sinks: Sink[] = [];
  const handler = (name: CallName) => async (input: never, context: never) => {
    calls.push([name, input]);
    return (await answers[name]?.(input, context)) ?? null;
  };
  const handlers = Object.fromEntries(
    (Object.keys(contract.calls) as CallName[]).map((name) => [name, handler(name)]),
  ) as unknown as Handlers;
  const nothing = () => () => undefined;
  const feeds = {
    ...Object.fromEntries(Object.keys(contract.feeds).map((name) => [name, nothing])),
    timeline: (_input: unknown, sink: Sink) => {
      sinks.push(sink);
      sink.reset(rows, timelineMeta({ more: true }));
      return () => undefined;
    },
  } as unknown as FeedSources;
  const client = createClient(contract, async () => {
    const [main, page] = portPair();
    serve(contract, main, { handlers, feeds });
    return page;
  });
  onTestFinished(() => client.close());
  const named = (name: CallName) => calls.filter(([one]) => one === name).map(([, input]) => input);
  return { client, calls: named, sink: () => sinks[0] as Sink };
}
export const until = (holds: () => boolean) => expect.poll(holds).toBe(true);
/** No draft. */
export const empty = { 'drafts.get': async () => ({ text: '', state: null }) };
