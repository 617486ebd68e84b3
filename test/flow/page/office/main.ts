import { mount } from 'svelte';
import {
  CodedError,
  contract,
  type AccountView,
  type ErrorCode,
  type ErrorDetail,
  type EventId,
  type FeedItem,
  type MediaUrl,
  type RoomId,
} from '../../../../preload/contract/index.ts';
import type { Handlers } from '../../../../preload/wire/index.ts';
import { createClient } from '../../../../renderer/client/index.ts';
import '../../../../renderer/style/index.ts';
import { Shell } from '../../../../renderer/view/shell/index.ts';
import { HeldFeed, office, openTo, type PageMain } from '../../../page/index.ts';
import { timelineMeta } from '../../../page/items.ts';

/**
 * The real page over the real wire, with a main that answers by hand. The address tells what the
 * agent meets: `?state=locked:keychain.absent&theme=dark&lang=en`.
 */
const told = new URLSearchParams(location.search);
const [state = 'ready', code = ''] = (told.get('state') ?? 'ready').split(':');

const changes: Record<string, Partial<AccountView>> = {
  locked: { status: 'locked', problem: code as ErrorCode },
  soft: { status: 'soft-logout', problem: 'auth.soft-logout' },
  out: { status: 'signed-out', problem: 'auth.signed-out' },
  offline: { connection: 'offline', problem: 'network.unreachable' },
};
const list = state === 'empty' ? [] : office.rooms();
const accounts = new HeldFeed<'accounts'>(state === 'none' ? [] : [office.account(changes[state])], {});
const theme = told.get('theme') === 'dark' ? 'dark' : told.get('theme') === 'contrast' ? 'contrast' : 'light';
const settings = new HeldFeed<'settings'>([office.settings({ theme, language: told.get('lang') === 'en' ? 'en' : 'fr' })], { managed: [] });
const rooms = new HeldFeed<'rooms'>(list, { total: list.length, complete: true });
const members = new HeldFeed<'members'>(office.members(), { complete: true });
const timeline = new HeldFeed<'timeline'>(office.conversation(), timelineMeta({ lastEventId: '$m55' as EventId }));
const typing = new HeldFeed<'typing'>([], {});
const sendQueue = new HeldFeed<'sendQueue'>([], {});

const never = () => new Promise<never>(() => undefined);
const refuse = (why: ErrorCode, detail: ErrorDetail = {}) => Promise.reject(new CodedError(why, 'as the story says', { detail }));
const at = (roomId: RoomId) => rooms.items.findIndex((room) => room.roomId === roomId);

const discoveries: Record<string, [ErrorCode, ErrorDetail]> = {
  'tls.example': ['network.tls', { issuer: 'Mandataire inconnu' }],
  'busy.example': ['server.rate-limited', { retryAfterMs: 30_000 }],
  'web.example': ['server.not-matrix', {}],
};

const session: PageMain['calls'] = {
  'session.discover': async ({ address }) => {
    const failure = discoveries[address];
    return failure
      ? refuse(...failure)
      : {
          baseUrl: 'https://matrix.agent.example',
          serverName: 'agent.example',
          passwordLogin: true,
          oauth: false,
          sso: null,
          registers: true,
          resets: true,
          external: false,
          invited: false,
        };
  },
  'session.signIn': async ({ password }) => {
    if (password !== 'correct') return refuse('auth.wrong-password');
    accounts.reset([office.account()]);
    return { accountId: office.accountId };
  },
  'session.signInAgain': async ({ password }) =>
    password === 'correct' ? (accounts.reset([office.account()]), null) : refuse('auth.wrong-password'),
  'session.unlock': async () => refuse(code as ErrorCode),
  'session.signOutPreview': async () => ({
    keysNotBackedUp: 42,
    backupWorks: true,
    noWayBack: true,
    queuedMessages: 1,
    providerSession: 'none',
    drafts: 3,
  }),
  'session.signOut': async () => (accounts.reset([]), null),
  'session.forget': async () => (accounts.reset([]), null),
};

const status = (told.get('identity') ?? 'ready') as FeedItem<'identity'>['status'];
const ways = told.get('ways') === 'none' ? [] : (['device', 'code'] as const);
const inForce = { exists: status === 'ready' || status === 'unconfirmed', createdAt: Date.UTC(2026, 2, 3) };
const identity = new HeldFeed<'identity'>(
  [{ id: 1, status, ways: [...ways], code: inForce, otherDevices: 1, changed: told.has('changed'), problem: null }],
  {},
);
const made = 'EsTd y3R4 8KpQ mNx7 Hv2L wBcF 9sZa Jt6U eYgD 5nPk XqWr 3hMo';
const authenticate: Handlers['identity.reset'] = async ({ authentication }) => {
  if (authentication && 'password' in authentication && authentication.password === 'correct') return null;
  throw authentication && 'password' in authentication
    ? new CodedError('auth.wrong-password', 'wrong')
    : new CodedError('auth.confirm-identity', 'asked', { detail: { flows: ['password'] } });
};

const calls: PageMain['calls'] = {
  'identity.createCode': async () => ({ code: made }),
  'identity.proveCode': async ({ typed }) =>
    typed.replaceAll(' ', '') === made.replaceAll(' ', '') ? null : refuse('identity.wrong-code'),
  'identity.dropCode': async () => null,
  'identity.useCode': async () => {
    throw new CodedError('identity.old-code', 'old', { detail: { createdAt: inForce.createdAt } });
  },
  'identity.reset': authenticate,
  'identity.setUp': authenticate,
  ...session,
  'app.info': async () => office.info,
  'app.setFocus': async () => null,
  'settings.update': async (change) => (settings.set(0, change), null),
  'drafts.get': async () => ({ text: '', state: null }),
  'drafts.save': async () => null,
  'rooms.setTyping': async () => null,
  'rooms.markRead': async () => null,
  'rooms.createDirect': async ({ userId }) =>
    userId.startsWith('@nobody') ? refuse('user.unknown') : { roomId: list[2]?.roomId as RoomId },
  'rooms.invite': async ({ userId }) => (userId.startsWith('@nobody') ? refuse('user.unknown') : null),
  'rooms.join': async ({ roomId }) => (rooms.set(at(roomId), { membership: 'join' }), null),
  'rooms.leave': async ({ roomId }) => (rooms.reset(rooms.items.filter((room) => room.roomId !== roomId)), null),
  'rooms.setFavourite': async ({ roomId, favourite }) => (rooms.set(at(roomId), { favourite }), null),
};

const feeds: PageMain['feeds'] = {
  accounts: state === 'starting' ? never : accounts.source,
  settings: settings.source,
  rooms: state === 'loading' ? never : state === 'failed' ? () => refuse('internal') : rooms.source,
  members: members.source,
  timeline: timeline.source,
  typing: typing.source,
  sendQueue: sendQueue.source,
  identity: identity.source,
};

/** Moves the room at a place of the list to the top of its section, as a new message does. */
const bump = (name: string): void => {
  const from = rooms.items.findIndex((room) => room.title.text === name);
  rooms.set(from, { unread: 1, activityAt: Date.now() }, 3);
};
declare global {
  interface Window {
    office: { bump: (name: string) => void };
  }
}
window.office = { bump };

const target = document.querySelector('#app');
if (!target) throw new Error('the page has no place for the application');
const main = openTo({ feeds, calls });
mount(Shell, { target, props: { client: createClient(contract, main.open), mediaSource: (url: MediaUrl) => url } });
