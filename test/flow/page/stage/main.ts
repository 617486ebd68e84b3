import { mount } from 'svelte';
import { brand } from '../../../../build/brand/index.ts';
import {
  contract,
  type AccountId,
  type AttachmentId,
  type CallName,
  type FeedName,
  type EventId,
  type FeedMeta,
  type Member,
  type RoomId,
  type TimelineItem,
  type UserId,
} from '../../../../preload/contract/index.ts';
import { portPair, serve, type FeedSink, type FeedSources, type Handlers } from '../../../../preload/wire/index.ts';
import { createClient } from '../../../../renderer/client/index.ts';
import '../../../../renderer/style/index.ts';
import { folded, htmlFragment } from '../../../../renderer/text/index.ts';
import { Shell } from '../../../../renderer/view/shell/index.ts';
import { attacks } from '../../../../renderer/text/sanitise/attacks.ts';
import { history, message, now, room, text } from './messages.ts';
import { timelineMeta } from '../../../page/items.ts';

/** The real page over the real wire, with a main that answers from memory. Steered by the test through `window.stage`. */
type Stage = {
  calls: [name: string, input: unknown][];
  arrive: (count: number, body?: string) => void;
  change: (index: number, body: string) => void;
  attack: () => string[];
};
declare global {
  interface Window {
    stage: Stage;
    attacked?: boolean;
  }
}

const options = new URLSearchParams(location.search);
const accountId = 'a1' as AccountId;
const rooms = [
  room('!crise', 'Cellule de crise inondations'),
  room('!marche', 'Marché national 2027', { kind: 'external' }),
  room('!forum', 'Accessibilité numérique', { kind: 'forum', encrypted: false, canSend: false }),
];
const open = new Map<RoomId, { sink: FeedSink<TimelineItem, FeedMeta<'timeline'>>; rows: TimelineItem[]; pages: number }>();
const drafts = new Map<RoomId, { text: string; state: string | null }>();
const calls: Stage['calls'] = [];
const meta = (more: boolean): FeedMeta<'timeline'> => timelineMeta({ more });

function add(roomId: RoomId, item: TimelineItem): void {
  const timeline = open.get(roomId);
  if (!timeline) return;
  timeline.sink.push([{ op: 'insert', at: timeline.rows.length, items: [item] }]);
  timeline.rows = [...timeline.rows, item];
}

const answers: Partial<Handlers> = {
  'app.info': async () => ({
    name: 'Tchap',
    version: '0.1.0',
    platform: 'linux',
    locale: 'fr',
    help: brand.help,
    homeserver: null,
    services: brand.services,
  }),
  'drafts.get': async ({ roomId }) => drafts.get(roomId) ?? { text: '', state: null },
  'drafts.save': async ({ roomId, text, state }) => (drafts.set(roomId, { text, state }), null),
  'attachments.begin': async () => ({ attachmentId: 'file1' as AttachmentId }),
  'media.save': async () => ({ saved: true }),
  'timeline.paginate': async ({ roomId }) => {
    const timeline = open.get(roomId);
    if (!timeline) return { more: false };
    await new Promise((resolve) => setTimeout(resolve, 60));
    timeline.pages += 1;
    const older = history(60, now - 1_000_000_000 - timeline.pages * 3_600_000);
    timeline.sink.push([{ op: 'insert', at: 0, items: older }], meta(timeline.pages < 3));
    timeline.rows = [...older, ...timeline.rows];
    return { more: timeline.pages < 3 };
  },
  'messages.send': async ({ roomId, transactionId, content }) => {
    if (content.kind === 'text')
      add(
        roomId,
        message('marie', Date.now(), { content: text(content.body, content.html), eventId: null, transactionId, status: 'sending' }),
      );
    return null;
  },
};

const handlers = Object.fromEntries(
  (Object.keys(contract.calls) as CallName[]).map((name) => [
    name,
    async (input: never, context: never): Promise<unknown> => {
      if (name !== 'attachments.append') calls.push([name, structuredClone(input)]);
      return (await answers[name]?.(input, context)) ?? null;
    },
  ]),
) as unknown as Handlers;

const stop = (): void => undefined;
/** Feeds that no story of this stage looks at: lists without items. */
const others = Object.fromEntries(
  (Object.keys(contract.feeds) as FeedName[]).map((name) => [
    name,
    (_input: unknown, sink: { reset: (items: [], meta: object) => void }) => (sink.reset([], {}), stop),
  ]),
) as unknown as FeedSources;
const person = (name: string): Member => ({
  userId: `@${folded(name).replaceAll(' ', '.')}:agent.fr` as UserId,
  name: `${name} [Préfecture 35]`,
  caution: null,
  origin: null,
  avatar: null,
  membership: 'join',
  power: 0,
  role: 'member',
});
const feeds: FeedSources = {
  ...others,
  members: (_input, sink) => {
    sink.reset(['Marie', 'Claire Dubois', 'Paul Bernard', 'Clément Œillet', 'Samia Haddad'].map(person), { complete: true });
    return stop;
  },
  accounts: (_input, sink) => {
    const who = { accountId, userId: '@marie:agent.fr' as UserId, displayName: 'Marie Laurent [DINUM]', avatar: null };
    const rest = {
      homeserver: 'https://agent.fr',
      deviceId: 'D',
      status: 'ready',
      connection: 'online',
      contentScanner: false,
      suspended: false,
      move: null,
      guest: false,
      signIn: 'password',
      lastSyncAt: now,
      problem: null,
    } as const;
    sink.reset([{ ...who, ...rest, features: [] }], {});
    return stop;
  },
  settings: (_input, sink) => {
    const theme = options.get('theme') === 'dark' ? 'dark' : 'light';
    sink.reset(
      [
        {
          id: 1,
          language: 'fr',
          theme,
          notifications: true,
          notificationContent: 'full',
          notificationHours: { limited: false, days: [1, 2, 3, 4, 5], from: 480, to: 1140 },
          sendReceipts: true,
          sendTyping: true,
          closeToTray: true,
          excludeUnsignedDevices: false,
          spelling: null,
        },
      ],
      { managed: [] },
    );
    return stop;
  },
  rooms: (_input, sink) => (sink.reset(rooms, { total: rooms.length, complete: true }), stop),
  threads: (_input, sink) => (sink.reset([], { loading: false }), stop),
  pinned: (_input, sink) => (sink.reset([], {}), stop),
  typing: (_input, sink) => (sink.reset([], {}), stop),
  trust: (_input, sink) => (sink.reset([], {}), stop),
  verifications: (_input, sink) => (sink.reset([], {}), stop),
  sendQueue: (_input, sink) => (sink.reset([], {}), stop),
  timeline: ({ roomId }, sink) => {
    const rows = history(Number(options.get('n') ?? 200), now);
    const unread = Number(options.get('unread') ?? 0);
    if (unread > 0) rows.splice(rows.length - unread, 0, { type: 'unread', id: 'unread' });
    open.set(roomId, { sink, rows, pages: 0 });
    sink.reset(rows, meta(options.get('more') !== '0'));
    return () => open.delete(roomId);
  },
};

const crise = '!crise' as RoomId;
window.stage = {
  calls,
  arrive: (count, body = 'Nouveau message') => {
    for (let at = 0; at < count; at++) add(crise, message('claire', Date.now(), { content: text(`${body} ${at}`) }));
  },
  change: (index, body) => {
    const timeline = open.get(crise);
    const item = message('paul', now, { content: text(body), eventId: '$changed' as EventId });
    const old = timeline?.rows.at(index);
    if (timeline && old) timeline.sink.push([{ op: 'set', at: timeline.rows.indexOf(old), item: { ...item, id: old.id } }]);
  },
  // Each attack stands in the page for a moment, where the browser would run what it can.
  attack: () =>
    attacks.flatMap((html) => {
      const holder = document.body.appendChild(document.createElement('div'));
      holder.append(htmlFragment(html) ?? '');
      for (const found of holder.querySelectorAll<HTMLElement>(':not(a)')) found.click();
      const bad = holder.querySelector('script,style,iframe,object,embed,svg,math,form,input,img,video,audio,link,meta,base,[onclick]');
      holder.remove();
      return bad ? [html] : [];
    }),
};

const client = createClient(contract, async () => {
  const [main, page] = portPair();
  serve(contract, main, { handlers, feeds });
  return page;
});
const target = document.querySelector('#app');
if (target)
  mount(Shell, { target, props: { client, mediaSource: (url: string) => `./media/${/^media:(\w+)/u.exec(url)?.[1] ?? ''}.svg` } });
