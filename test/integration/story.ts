import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join as path } from 'node:path';
import * as v from 'valibot';
import {
  roomId,
  transactionId,
  userId,
  type AccountId,
  type AccountView,
  type Outgoing,
  type RoomId,
  type TimelineItem,
} from '../../preload/contract/index.ts';
import { startFaultProxy, type FaultProxy } from '../fault/index.ts';
import { startHeadless, type Headless, type HeadlessOptions } from '../host/index.ts';
import { startHomeserver, type Homeserver, type HomeserverOptions, type TestDevice } from '../homeserver/index.ts';
import { openPage, type TestPage } from './page.ts';

/** An application of one agent, as a test holds it. */
export interface Running {
  headless: Headless;
  page: TestPage;
  stop(): Promise<void>;
}

/** A homeserver behind a proxy that can fail, and applications on folders of their own. */
export interface Story {
  server: Homeserver;
  proxy: FaultProxy;
  /** Folder of the installation of this name. */
  folder(name: string): string;
  /** Starts the application on its folder; what was there before is found again. */
  start(name: string, options?: Partial<HeadlessOptions>): Promise<Running>;
  /** A device without our application. */
  device(localpart: string): Promise<TestDevice>;
  close(): Promise<void>;
}

export async function startStory(users: string[], options: HomeserverOptions = {}): Promise<Story> {
  const server = await startHomeserver({ ...options, users });
  const proxy = await startFaultProxy(server.url);
  const root = mkdtempSync(path(tmpdir(), 'tchap-story-'));
  const running = new Set<Running>();
  const folder = (name: string): string => path(root, name);
  return {
    server,
    proxy,
    folder,
    start: async (name, more = {}) => {
      const headless = await startHeadless({ dataDir: folder(name), ...more });
      const one: Running = { headless, page: openPage(headless), stop: async () => (running.delete(one), headless.stop()) };
      running.add(one);
      return one;
    },
    device: (localpart) => server.signIn({ userId: `@${localpart}:${server.serverName}`, localpart, password: `motdepasse-${localpart}` }),
    close: async () => {
      for (const one of [...running]) await one.stop();
      await proxy.close();
      await server.close();
      rmSync(root, { recursive: true, force: true });
    },
  };
}

/** Signs an agent in through the proxy and waits until the account is online. */
export async function signIn({ page }: Running, story: Story, user: string): Promise<AccountId> {
  const { accountId } = await page.call('session.signIn', { baseUrl: story.proxy.url, user, password: `motdepasse-${user}` });
  await standing(page, accountId, (view) => view.connection === 'online');
  return accountId;
}

/** Waits until the account stands so, and returns how. */
export async function standing(
  page: TestPage,
  accountId: AccountId | null,
  holds: (view: AccountView) => boolean,
  ms = 20_000,
): Promise<AccountView> {
  const accounts = page.feed('accounts', {});
  const of = (views: readonly AccountView[]): AccountView | undefined =>
    views.find((view) => accountId === null || view.accountId === accountId);
  const views = await accounts.until((items) => {
    const view = of(items);
    return view !== undefined && holds(view);
  }, ms);
  accounts.close();
  const view = of(views);
  if (view === undefined) throw new Error('the account is not listed');
  return view;
}

export const asRoom = (text: string): RoomId => v.parse(roomId, text);
export const asUser = (localpart: string, story: Story) => v.parse(userId, `@${localpart}:${story.server.serverName}`);
export const asTransaction = (text: string) => v.parse(transactionId, text);
export const text = (body: string): Outgoing => ({ kind: 'text', style: 'text', body, html: null, replyTo: null });

/** The texts of a timeline that can be read, in order, with how each was sent. */
export function texts(items: readonly TimelineItem[]): string[] {
  return items.flatMap((item) => (item.type === 'message' && item.content.kind === 'text' ? [item.content.body] : []));
}
export const sent = (items: readonly TimelineItem[], body: string): boolean =>
  items.some(
    (item) =>
      item.type === 'message' &&
      item.content.kind === 'text' &&
      item.content.body === body &&
      item.status === 'sent' &&
      item.eventId !== null,
  );

/** Waits until a text can be read in a room. */
export async function untilRead({ page }: Running, accountId: AccountId, inRoom: RoomId, body: string): Promise<readonly TimelineItem[]> {
  const timeline = page.feed('timeline', { accountId, roomId: inRoom });
  const items = await timeline.until((all) => sent(all, body));
  timeline.close();
  return items;
}

/** All texts of a room on the server, oldest first: of clear rooms only. */
export async function textsOnServer(device: TestDevice, inRoom: RoomId): Promise<string[]> {
  const address = `/rooms/${encodeURIComponent(inRoom)}/messages?dir=b&limit=500`;
  const { chunk } = await device.request<{ chunk: { type: string; content: { body?: string } }[] }>('GET', address);
  return chunk
    .flatMap((event) => (event.type === 'm.room.message' && event.content.body !== undefined ? [event.content.body] : []))
    .reverse();
}

/** Accepts an invitation once it is there. */
export async function join({ page }: { page: TestPage }, accountId: AccountId, inRoom: RoomId): Promise<void> {
  const rooms = page.feed('rooms', { accountId });
  await rooms.until((items) => items.some((room) => room.roomId === inRoom && room.membership === 'invite'));
  await page.call('rooms.join', { accountId, roomId: inRoom });
  rooms.close();
}
