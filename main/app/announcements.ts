import type { AccountId, CallInput, RoomId } from '../../preload/contract/index.ts';
import type { Host } from '../host/index.ts';
import type { Logger } from '../log/index.ts';
import type { LiveAccount } from '../matrix/index.ts';
import type { SettingsStore } from '../settings/index.ts';
import { Announcer } from './announcer.ts';
import type { AccountDirectory } from './directory.ts';

export interface AnnouncementsParts {
  host: Pick<Host, 'notifier' | 'badge' | 'clock' | 'environment'>;
  log: Logger;
  settings: Pick<SettingsStore, 'current'>;
  directory: AccountDirectory;
  openRoom(accountId: AccountId, roomId: RoomId): void;
}

/** Notifications and badge over all open accounts. */
export class Announcements {
  readonly #parts: AnnouncementsParts;
  readonly #announcers = new Map<LiveAccount, Announcer>();
  #focus: CallInput<'app.setFocus'> = { accountId: null, roomId: null };

  constructor(parts: AnnouncementsParts) {
    this.#parts = parts;
    parts.directory.onOpened((account) => this.#watch(account));
    parts.directory.onViews(() => this.#dropClosed());
  }

  /** Tells where the agent looks: what stands for that room is taken back. */
  setFocus(focus: CallInput<'app.setFocus'>): void {
    this.#focus = focus;
    const { accountId, roomId } = focus;
    const account = accountId === null ? null : this.#parts.directory.find(accountId);
    if (account !== null && roomId !== null) this.#announcers.get(account)?.focused(roomId);
  }

  #watch(account: LiveAccount): void {
    const { host, log, openRoom } = this.#parts;
    const moment = (accountId: AccountId) => ({
      settings: this.#parts.settings.current(),
      language: this.#language(),
      focusedRoom: this.#focus.accountId === accountId ? this.#focus.roomId : null,
    });
    this.#announcers.set(account, new Announcer(account, { host, log, moment, openRoom, onBadge: () => this.#tellBadge() }));
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
    const { language } = this.#parts.settings.current();
    if (language !== 'system') return language;
    return this.#parts.host.environment.locale.toLowerCase().startsWith('fr') ? 'fr' : 'en';
  }
}
