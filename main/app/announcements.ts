import type { AccountId, CallInput, CallOutput, EventPayload } from '../../preload/contract/index.ts';
import type { Desk } from '../handlers/index.ts';
import type { Host } from '../host/index.ts';
import type { Logger } from '../log/index.ts';
import type { LiveAccount } from '../matrix/index.ts';
import type { SettingsStore } from '../settings/index.ts';
import { accountRules, isQuiet, oneLine, pushRulesOf, words, type Moment } from '../notify/index.ts';
import { Announcer } from './announcer.ts';
import type { AccountDirectory } from './directory.ts';
import { takeUpEarlier } from './earlier.ts';
import { Replies, type Reply } from './replies.ts';
import { languageOf } from './sign-in/index.ts';

export interface AnnouncementsParts {
  host: Pick<Host, 'notifier' | 'badge' | 'clock' | 'environment'>;
  log: Logger;
  settings: Pick<SettingsStore, 'current'>;
  directory: AccountDirectory;
  openRoom(payload: EventPayload<'app.openRoom'>): void;
}

/** Tag of the notification that is shown for trial. */
const trial = 'trial';

/** Notifications and badge over all open accounts. */
export class Announcements {
  readonly #parts: AnnouncementsParts;
  readonly #announcers = new Map<LiveAccount, Announcer>();
  readonly #replies: Replies;
  #screenLocked = false;
  #focus: CallInput<'app.setFocus'> = { accountId: null, roomId: null };

  constructor(parts: AnnouncementsParts) {
    this.#parts = parts;
    const { directory, host, log } = parts;
    this.#replies = new Replies({
      find: (accountId) => directory.find(accountId),
      onOpened: (listener) => directory.onOpened(listener),
      onKept: (reply) => this.#tellKept(reply),
      log,
    });
    host.notifier.onEarlier((earlier) => {
      takeUpEarlier(earlier, { ...parts, onReply: (reply) => this.#reply(reply) }).catch((error: unknown) =>
        log.warn('a notification of before was not followed', { error }),
      );
    });
    directory.onOpened((account) => this.#watch(account));
    directory.onViews(() => this.#dropClosed());
  }

  /** For the page. */
  desk(): Pick<Desk, 'setFocus' | 'checkNotifications'> {
    return { setFocus: (focus) => this.#setFocus(focus), checkNotifications: (accountId) => this.#check(accountId) };
  }

  /** Tells where the agent looks: what stands for that room is taken back. */
  #setFocus(focus: CallInput<'app.setFocus'>): void {
    this.#focus = focus;
    const { accountId, roomId } = focus;
    const account = accountId === null ? null : this.#parts.directory.find(accountId);
    if (account !== null && roomId !== null) this.#announcers.get(account)?.focused(roomId);
  }

  /** Nobody is before the screen. */
  screenLocked(locked: boolean): void {
    this.#screenLocked = locked;
  }

  /** What would keep a message from being shown now. Shows a notification for trial, also in quiet hours: it was asked for. */
  async #check(accountId: AccountId): Promise<CallOutput<'notifications.check'>['obstacles']> {
    const { host, directory, settings } = this.#parts;
    const account = directory.get(accountId);
    const { notifications, notificationHours } = settings.current();
    const rules = accountRules(pushRulesOf(await account.cache.accountData('m.push_rules'), account.userId));
    const say = words[this.#language()];
    if (host.notifier.supported())
      host.notifier.show({
        tag: trial,
        title: 'Tchap',
        body: say.trial,
        silent: false,
        onClick: () => undefined,
        reply: null,
        action: null,
      });
    const found = {
      unsupported: !host.notifier.supported(),
      off: !notifications,
      hours: isQuiet(notificationHours, host.clock.now()),
      rules: !rules.enabled,
      direct: rules.direct !== 'all',
      rooms: rules.rooms !== 'all',
      offline: account.view().connection !== 'online',
    };
    return (Object.keys(found) as (keyof typeof found)[]).filter((name) => found[name]);
  }

  #watch(account: LiveAccount): void {
    const { host, log, openRoom } = this.#parts;
    const moment = (accountId: AccountId): Moment => ({
      settings: this.#parts.settings.current(),
      language: this.#language(),
      quiet: isQuiet(this.#parts.settings.current().notificationHours, host.clock.now()),
      locked: this.#screenLocked || account.view().status !== 'ready',
      focusedRoom: this.#focus.accountId === accountId ? this.#focus.roomId : null,
    });
    const onReply = (reply: Reply): void => this.#reply(reply);
    this.#announcers.set(account, new Announcer(account, { host, log, moment, openRoom, onReply, onBadge: () => this.#tellBadge() }));
  }

  #reply(reply: Reply): void {
    void this.#replies.send(reply).catch((error: unknown) => this.#parts.log.warn('a reply from a notification was not sent', { error }));
  }

  /** The words are kept, but the agent must know that nobody has them yet. */
  #tellKept({ accountId, roomId, text }: Reply): void {
    const say = words[this.#language()];
    const body = say.notSentText(this.#screenLocked ? '' : oneLine(text, 100));
    const onClick = (): void => this.#parts.openRoom({ accountId, roomId });
    this.#parts.host.notifier.show({
      tag: `${accountId} kept`,
      title: say.notSent,
      body,
      silent: false,
      onClick,
      reply: null,
      action: null,
    });
  }

  #dropClosed(): void {
    for (const [account, announcer] of this.#announcers) {
      if (this.#parts.directory.find(account.accountId) === account) continue;
      announcer.stop();
      this.#announcers.delete(account);
      this.#tellBadge();
    }
  }

  #tellBadge(): void {
    const badges = [...this.#announcers.values()].map((announcer) => announcer.badge());
    const count = badges.reduce((sum, badge) => sum + badge.count, 0);
    this.#parts.host.badge.set(
      count,
      badges.some((badge) => badge.mention),
    );
  }

  #language(): 'fr' | 'en' {
    return languageOf(this.#parts.settings.current().language, this.#parts.host.environment.locale);
  }
}
