export type { Client } from '../client/index.ts';
export { Barred } from './barred.svelte.ts';
export { App } from './app.svelte.ts';
export { OwnWords } from './own-words.svelte.ts';
export { spellingOf, type Spelling } from './spelling.ts';
export { OwnOptions } from './own-options.svelte.ts';
export { ByMail } from './by-mail.svelte.ts';
export { BrowserJourney } from './browser-journey.svelte.ts';
export { Confirmation } from './confirmation.svelte.ts';
export { ConfirmDevice } from './confirm-device.svelte.ts';
export { FeedList } from './feed-list.svelte.ts';
export { KeyFile } from './key-file.svelte.ts';
export { MemberList, type MemberRow } from './member-list.svelte.ts';
export { MessageCalls } from './messages.ts';
export { NotificationRulesModel } from './notification-rules.svelte.ts';
export { RoomModeChoice } from './room-mode.svelte.ts';
export { NewCode } from './new-code.svelte.ts';
export { Forums } from './forums.svelte.ts';
export { NewRoom } from './new-room.svelte.ts';
export { drawnAtOnce } from './drawn.ts';
export { squareOf } from './picture.ts';
export {
  Navigation,
  type Panel,
  type Exclusion,
  type RoomSettingsSection,
  type SettingsSection,
  type VerificationTarget,
} from './navigation.svelte.ts';
export { isInactive, OwnDevices } from './own-devices.svelte.ts';
export * from './room-rights.ts';
export { ImageWalk, type ImageContent, type ViewedImage } from './image-walk.svelte.ts';
export { type FileContent } from './room-files.svelte.ts';
export { RoomList, type RoomRow } from './room-list.svelte.ts';
export { type Scan } from './scans.svelte.ts';
export { Task } from './task.svelte.ts';
export { Toasts } from './toasts.svelte.ts';
export { parseRoomAddress } from './room-address.ts';
export { parseUserIds } from './user-ids.ts';
export { composerOf } from './composers.ts';
export { forgetRoom } from './forget-room.ts';
export { type ComposerModel } from './composer.svelte.ts';
export { ScheduledMessages } from './scheduled.svelte.ts';
export { mayCommand, type CommandName } from './composer-commands.ts';
export { Completion, inserted, pictureOf, type Option } from './completion.svelte.ts';
export { type ComposerVoice } from './composer-voice.svelte.ts';
export { type Recording } from './voice/recording.svelte.ts';
export { type Track } from './playback.svelte.ts';
export { SendQueue } from './send-queue.svelte.ts';
export { isEditable, TimelineModel } from './timeline.svelte.ts';
export { openTimeline, prepareTimeline } from './timelines.ts';
export { Upload, type FileSource } from './upload.svelte.ts';
export { Invitations, type Outcome } from './invitations.svelte.ts';
export { inviteeOf, personInvitee, type Invitee } from './invitee.ts';
export { PeopleSearch } from './people-search.svelte.ts';
export { Selection } from './selection.svelte.ts';
export { SignIn } from './sign-in.svelte.ts';
export { SignInAgain } from './sign-in-again.svelte.ts';
export { SignOut } from './sign-out.svelte.ts';
export { Switcher, type Action, type Hit } from './switcher.svelte.ts';
export { VerificationRun } from './verification.svelte.ts';
