import * as v from 'valibot';
import { call, event, feed } from './define.ts';
import { accountId, count, eventId, roomAddress, roomId, userId } from './ids.ts';
import { spellingLanguage } from './spelling.ts';

/** Minutes after midnight. */
const minuteOfDay = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1439));

/**
 * When notifications are shown: on these days (0 is Sunday), from and up to these times of the machine.
 * Times that end before they begin reach into the next day; the same twice is the whole day.
 */
const notificationHours = v.object({
  limited: v.boolean(),
  days: v.pipe(v.array(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(6))), v.maxLength(7)),
  from: minuteOfDay,
  to: minuteOfDay,
});

/** Settings of this installation. Defaults: `system`, `system`, full content, on. */
export const settings = v.object({
  /** `system` follows the OS. */
  language: v.picklist(['system', 'fr', 'en']),
  theme: v.picklist(['system', 'light', 'dark', 'contrast']),
  notifications: v.boolean(),
  /** What a notification tells. */
  notificationContent: v.picklist(['none', 'sender', 'full']),
  notificationHours,
  /** Others see how far the agent has read; otherwise her own devices alone (`m.read.private`). */
  sendReceipts: v.boolean(),
  sendTyping: v.boolean(),
  /** Closing the window keeps the application in the tray. */
  closeToTray: v.boolean(),
  /** MSC4153: devices that their owner has not verified take no part in encrypted conversations. */
  excludeUnsignedDevices: v.boolean(),
  /** Languages whose words are checked while one writes; none: nothing is. Null: the language of the application. */
  spelling: v.nullable(v.pipe(v.array(spellingLanguage), v.maxLength(5))),
});
export type Settings = v.InferOutput<typeof settings>;

/** Addresses that help an agent; given to `app.openLink`. */
const helpLinks = v.object({
  faq: v.string(),
  guide: v.string(),
  status: v.string(),
  support: v.string(),
  privacy: v.string(),
  lockedMessages: v.string(),
  verification: v.string(),
  emailNotification: v.string(),
});

export const appCalls = {
  /** Facts for « À propos » and for support. */
  'app.info': call({
    input: v.object({}),
    output: v.object({
      name: v.string(),
      version: v.string(),
      platform: v.string(),
      locale: v.string(),
      /** Base URL of the one homeserver on which agents may sign in, by order of their administration; null where the address decides. */
      homeserver: v.nullable(v.string()),
      help: helpLinks,
      /** Addresses of the brand: of video meetings, and of a map with `{latitude}` and `{longitude}` in it. */
      services: v.object({ visio: v.string(), map: v.string() }),
    }),
    errors: [],
  }),
  /** Tells which room the agent is looking at, so that it does not notify. `roomId` null: none, or the window is not in front. */
  'app.setFocus': call({ input: v.object({ accountId: v.nullable(accountId), roomId: v.nullable(roomId) }), output: v.null(), errors: [] }),
  /** Follows a link: one of Matrix is opened here (`app.openRoom`, `app.openDoor`, `app.openPerson`), another outside if its scheme is allowed (https, mailto). */
  'app.openLink': call({ input: v.object({ url: v.pipe(v.string(), v.maxLength(4096)) }), output: v.null(), errors: ['link.refused'] }),
  /** The agent has read the advice of `versionAdvice`: for good where it is said once, else until the next start. */
  'app.putAwayAdvice': call({ input: v.object({ version: v.pipe(v.string(), v.maxLength(20)) }), output: v.null(), errors: [] }),
  'settings.update': call({ input: v.partial(settings), output: v.null(), errors: ['store.disk-full', 'settings.managed'] }),
};

/** What the administration publishes about the version that agents should have. */
const versionAdvice = v.object({
  id: v.literal(1),
  level: v.picklist(['info', 'mandatory', 'critical']),
  /** The least version that ends the advice. */
  version: v.string(),
  /** By language; `default` for all others. Empty where none was written. */
  message: v.record(v.string(), v.string()),
  /** Said once for each version. */
  once: v.boolean(),
});
export type VersionAdvice = v.InferOutput<typeof versionAdvice>;

export const appEvents = {
  /** A notification, a deep link or the menu asks for a room. */
  'app.openRoom': event(
    v.object({
      accountId,
      roomId,
      /** The message that is to be seen. */
      eventId: v.optional(eventId),
      /** It is new: the conversation is opened as it goes on, not around a message of any age. */
      live: v.optional(v.boolean()),
      /** The thread it is in. */
      thread: v.nullish(eventId),
    }),
  ),
  /** A link leads to a room that no account is in, as far as is known: its door is shown. `via`: servers that know it. */
  'app.openDoor': event(v.object({ accountId, address: roomAddress, via: v.array(v.string()), eventId: v.nullable(eventId) })),
  /** A link leads to a person. */
  'app.openPerson': event(v.object({ accountId, userId })),
};

export const appFeeds = {
  /** One item, `id` 1, while a later version should be installed; none otherwise. */
  versionAdvice: feed({ input: v.object({}), item: versionAdvice, meta: v.object({}), key: 'id', errors: [] }),
  /** One item, `id` 1. `managed`: those that the administration decides, and the agent cannot change. */
  settings: feed({
    input: v.object({}),
    item: v.object({ id: count, ...settings.entries }),
    meta: v.object({ managed: v.array(v.keyof(settings)) }),
    key: 'id',
    errors: [],
  }),
};
