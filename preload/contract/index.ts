import type * as v from 'valibot';
import { appCalls, appEvents, appFeeds } from './app.ts';
import { backupCalls, backupFeeds } from './backup.ts';
import { byMailCalls } from './by-mail.ts';
import { conversationCalls } from './conversation.ts';
import type { CallDefinition, EventDefinition, FeedDefinition } from './define.ts';
import { draftCalls } from './drafts.ts';
import { identityCalls, identityFeeds } from './identity.ts';
import { keyFileCalls, keyFileFeeds } from './key-file.ts';
import { mediaCalls, mediaFeeds } from './media.ts';
import { deviceCalls, deviceFeeds } from './devices.ts';
import { messageCalls, messageFeeds } from './messages.ts';
import { notificationCalls, notificationFeeds } from './notifications.ts';
import { optionCalls } from './options.ts';
import { peopleCalls, peopleFeeds } from './people.ts';
import { repairCalls, repairFeeds } from './repair.ts';
import { roomCreationCalls } from './room-creation.ts';
import { roomDoorCalls } from './room-doors.ts';
import { roomCalls, roomFeeds } from './rooms.ts';
import { roomLifeCalls } from './room-life.ts';
import { roomSettingsCalls, roomSettingsFeeds } from './room-settings.ts';
import { scheduledCalls } from './scheduled.ts';
import { searchCalls } from './search.ts';
import { spaceCalls } from './spaces.ts';
import { spellingCalls } from './spelling.ts';
import { sessionCalls, sessionFeeds } from './session.ts';
import { signInCalls } from './sign-in.ts';
import { timelineCalls, timelineFeeds } from './timeline.ts';
import { verificationCalls, verificationFeeds } from './verification.ts';
import { trustCalls, trustFeeds } from './trust.ts';

/** Raised when a page and a main of different builds could misread each other. */
export const contractVersion = 1;

/** The one definition of all that crosses between main and the page. */
export const contract = {
  calls: {
    ...sessionCalls,
    ...signInCalls,
    ...byMailCalls,
    ...roomCalls,
    ...notificationCalls,
    ...roomCreationCalls,
    ...roomSettingsCalls,
    ...roomDoorCalls,
    ...peopleCalls,
    ...roomLifeCalls,
    ...spaceCalls,
    ...timelineCalls,
    ...messageCalls,
    ...draftCalls,
    ...spellingCalls,
    ...scheduledCalls,
    ...mediaCalls,
    ...searchCalls,
    ...conversationCalls,
    ...appCalls,
    ...optionCalls,
    ...trustCalls,
    ...deviceCalls,
    ...backupCalls,
    ...keyFileCalls,
    ...repairCalls,
    ...verificationCalls,
    ...identityCalls,
  },
  events: appEvents,
  feeds: {
    ...sessionFeeds,
    ...roomFeeds,
    ...notificationFeeds,
    ...roomSettingsFeeds,
    ...peopleFeeds,
    ...timelineFeeds,
    ...messageFeeds,
    ...mediaFeeds,
    ...appFeeds,
    ...trustFeeds,
    ...deviceFeeds,
    ...backupFeeds,
    ...keyFileFeeds,
    ...repairFeeds,
    ...verificationFeeds,
    ...identityFeeds,
  },
} as const;

export type Calls = typeof contract.calls;
export type Events = typeof contract.events;
export type Feeds = typeof contract.feeds;
export type CallName = keyof Calls;
export type EventName = keyof Events;
export type FeedName = keyof Feeds;

export type CallInput<N extends CallName> = v.InferOutput<Calls[N]['input']>;
export type CallOutput<N extends CallName> = v.InferOutput<Calls[N]['output']>;
export type EventPayload<N extends EventName> = v.InferOutput<Events[N]['payload']>;
export type FeedInput<N extends FeedName> = v.InferOutput<Feeds[N]['input']>;
export type FeedItem<N extends FeedName> = v.InferOutput<Feeds[N]['item']>;
export type FeedMeta<N extends FeedName> = v.InferOutput<Feeds[N]['meta']>;
export type { CallDefinition, EventDefinition, FeedDefinition };

export * from './diff.ts';
export * from './errors.ts';
export * from './ids.ts';
export { type IdentityView } from './identity.ts';
export { type AccountOptions } from './options.ts';
export { settings, type Settings, type VersionAdvice } from './app.ts';
export { type BackupStatus, type BackupView } from './backup.ts';
export { shortLength, type Excerpt } from './excerpt.ts';
export { excerptOf } from './excerpt-of.ts';
export { unaskedBytes, type Download } from './media.ts';
export { type KeyFileView } from './key-file.ts';
export { type NotificationRules, type RoomMode } from './notifications.ts';
export { type RepairStep, type RepairStepId } from './repair.ts';
export { type LinkPreview, type MessageVersion, type Reactors, type RoomFile } from './conversation.ts';
export { attachmentPartBytes, type FilePreview, type Mentions, type Outgoing, type QueuedMessage } from './messages.ts';
export { newRoomKind, roomTemplate, type NewRoomKind, type RoomTemplate } from './room-creation.ts';
export { type NewPoll, type PollContent, type PollState } from './polls.ts';
export { matrixTarget, type MatrixTarget } from './matrix-links.ts';
export { type RoomGlimpse } from './room-doors.ts';
export { email, type Caution, type Origin, type Person } from './people.ts';
export { type Member, type RoomKind, type RoomPreview, type RoomSummary, type RoomTitle } from './rooms.ts';
export { type BannedPerson, type Permission, type RoomSettings } from './room-settings.ts';
export { type SpaceRoom } from './spaces.ts';
export { spellingLanguage, type SpellingLanguage } from './spelling.ts';
export { type ScheduledMessage } from './scheduled.ts';
export { type FoundMessage } from './search.ts';
export { feature, type AccountView, type Feature, type HomeserverView } from './session.ts';
export { type AccountPage } from './sign-in.ts';
export { type MailPurpose, type PasswordRules, type Terms } from './by-mail.ts';
export {
  timelineItem,
  type MessageContent,
  type MessageItem,
  type Reaction,
  type Shield,
  type PinnedMessage,
  type ThreadItem,
  type StateChange,
  type StateItem,
  type TimelineItem,
} from './timeline.ts';
export {
  type Verification,
  type VerificationEnd,
  type VerificationId,
  type VerificationQr,
  type VerificationState,
} from './verification.ts';
export { type TrustedMember } from './trust.ts';
export { type Device, type NewDevice } from './devices.ts';
