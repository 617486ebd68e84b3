import type { FeedSources } from '../../preload/wire/index.ts';
import { accountsFeed } from './accounts.ts';
import { backupFeed } from './backup.ts';
import { downloadsFeed } from './downloads.ts';
import { keyFileFeed } from './key-file.ts';
import { repairFeed } from './repair.ts';
import { createConversation, type ConversationService } from './conversation/service.ts';
import { devicesFeed, newDevicesFeed } from './devices.ts';
import { identityFeed } from './identity.ts';
import { membersFeed } from './members.ts';
import { notificationRulesFeed } from './notification-rules.ts';
import { blockedFeed } from './people/blocked.ts';
import { emailInvitesFeed } from './people/email-invites.ts';
import { createPeople, type PeopleService } from './people/service.ts';
import { pinnedFeed } from './pinned.ts';
import { roomsFeed } from './rooms/feed.ts';
import { roomSettingsFeed } from './room-settings.ts';
import { sendQueueFeed } from './send-queue.ts';
import { settingsFeed } from './settings.ts';
import { threadsFeed } from './threads.ts';
import { createTimelines, type Timelines } from './timeline/feed.ts';
import type { FeedDependencies } from './types.ts';
import { trustFeed } from './trust.ts';
import { typingFeed } from './typing.ts';
import { versionAdviceFeed } from './version-advice.ts';
import { verificationsFeed } from './verifications.ts';

export type { ConversationService } from './conversation/service.ts';
export type { PeopleService } from './people/service.ts';
export type { FeedDependencies } from './types.ts';

export interface Feeds {
  /** One source for each feed of the contract. */
  sources: FeedSources;
  /** For the handler of `timeline.paginate`. */
  paginate: Timelines['paginate'];
  conversation: ConversationService;
  people: PeopleService;
}

/** The feeds of the contract over the accounts of this installation. */
export function createFeeds(dependencies: FeedDependencies): Feeds {
  const timelines = createTimelines(dependencies);
  const sources: FeedSources = {
    accounts: accountsFeed(dependencies.accounts),
    rooms: roomsFeed(dependencies),
    members: membersFeed(dependencies),
    roomSettings: roomSettingsFeed(dependencies),
    blocked: blockedFeed(dependencies),
    emailInvites: emailInvitesFeed(dependencies),
    typing: typingFeed(dependencies),
    timeline: timelines.feed,
    pinned: pinnedFeed(dependencies),
    threads: threadsFeed(dependencies),
    sendQueue: sendQueueFeed(dependencies),
    downloads: downloadsFeed(dependencies.downloads),
    verifications: verificationsFeed(dependencies),
    notificationRules: notificationRulesFeed(dependencies),
    settings: settingsFeed(dependencies.settings),
    versionAdvice: versionAdviceFeed(dependencies.versions),
    trust: trustFeed(dependencies),
    devices: devicesFeed(dependencies),
    newDevices: newDevicesFeed(dependencies),
    backup: backupFeed(dependencies),
    keyFile: keyFileFeed(dependencies),
    repair: repairFeed(dependencies),
    identity: identityFeed(dependencies),
  };
  return { sources, paginate: timelines.paginate, conversation: createConversation(dependencies), people: createPeople(dependencies) };
}
