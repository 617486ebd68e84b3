import type {
  AccountId,
  AccountPage,
  AttachmentId,
  CallInput,
  CallOutput,
  EventId,
  RoomId,
  Settings,
  UserId,
} from '../../preload/contract/index.ts';
import type { ConversationService, PeopleService } from '../feeds/index.ts';
import type { Accounts } from '../matrix/index.ts';
import type { SettingsStore } from '../settings/index.ts';

/** Signing in and out: what concerns accounts as a whole. `main/app` implements it. All reject with `CodedError`. */
export interface Sessions {
  discover(address: string): Promise<CallOutput<'session.discover'>>;
  signIn(login: CallInput<'session.signIn'>): Promise<AccountId>;
  signInAgain(accountId: AccountId, password: string): Promise<void>;
  unlock(accountId: AccountId): Promise<void>;
  /** Asks whether the server still refuses the account; true where it does not. */
  check(accountId: AccountId): Promise<boolean>;
  /** Asks for the e-mail that renews an expired account. */
  sendRenewal(accountId: AccountId): Promise<void>;
  signOutPreview(accountId: AccountId): Promise<CallOutput<'session.signOutPreview'>>;
  signOut(accountId: AccountId, acceptLoss: boolean): Promise<void>;
  forget(accountId: AccountId): Promise<void>;
}

/** Signing in in the browser, and the pages of the provider there. `main/app` implements it. All reject with `CodedError`. */
export interface BrowserSignIns {
  signIn(wish: CallInput<'signIn.browser'>, signal: AbortSignal): Promise<AccountId>;
  /** After a soft logout. */
  signInAgain(accountId: AccountId, signal: AbortSignal): Promise<void>;
  reopen(byLink: boolean): Promise<void>;
  answer(address: string): void;
  pages(accountId: AccountId): Promise<CallOutput<'account.pages'>>;
  openPage(accountId: AccountId, page: AccountPage, deviceId: string | null): Promise<void>;
}

/** A new account, or a new password, by the proof of an address. `main/app` implements it. All reject with `CodedError`. */
export interface ByMailAccounts {
  begin(input: CallInput<'byMail.begin'>): Promise<CallOutput<'byMail.begin'>>;
  send(input: CallInput<'byMail.send'>): Promise<void>;
  finish(input: CallInput<'byMail.finish'>): Promise<AccountId>;
}

/** Files on their way in and out of an account. `main/app` joins it from `main/media`. */
export interface Files {
  /** Most bytes that the server takes. */
  limit(accountId: AccountId): Promise<number>;
  begin(accountId: AccountId, file: Omit<CallInput<'attachments.begin'>, 'accountId'>): Promise<AttachmentId>;
  append(accountId: AccountId, attachmentId: AttachmentId, bytes: Uint8Array): Promise<void>;
  drop(accountId: AccountId, attachmentId: AttachmentId): Promise<void>;
  /** Asks the agent where; false when there is no answer. */
  save(accountId: AccountId, roomId: RoomId, eventId: EventId): Promise<boolean>;
  /** Gives it to the program that the system has for it. Rejects with `media.not-opened`. */
  openFile(accountId: AccountId, roomId: RoomId, eventId: EventId): Promise<void>;
  /** Gives it to where the agent drops it, unless they let go before it was here. */
  drag(accountId: AccountId, roomId: RoomId, eventId: EventId, released: AbortSignal): Promise<void>;
  /** Stops the file of a message on its way here, if it is. */
  cancel(accountId: AccountId, eventId: EventId): Promise<void>;
  /** What the antivirus says of the files of a message. */
  scan(accountId: AccountId, roomId: RoomId, eventId: EventId): Promise<CallOutput<'media.scan'>['verdict']>;
}

/** Spelling in the languages that the settings name. `main/app` makes it. */
export interface SpellingService {
  misspelled(words: readonly string[]): Promise<string[]>;
  suggestions(word: string): Promise<string[]>;
}

/** Text files with a verification code. `main/app` implements it. */
export interface CodeFiles {
  /** Asks the agent where; false when there is no answer. Rejects with `identity.no-code` where no code waits for its proof. */
  save(accountId: AccountId, file: { fileName: string; text: string }): Promise<boolean>;
}

/** Files of room keys. `main/app` implements it. */
export interface KeyFiles {
  /** Asks the agent where, and writes all room keys there; null when there is no answer. */
  export(accountId: AccountId, passphrase: string, signal: AbortSignal): Promise<number | null>;
  /** Asks the agent for a file; its name, null when there is no answer. */
  choose(accountId: AccountId): Promise<string | null>;
  /** Imports the file that was chosen last. Rejects with `key-file.none`. */
  import(accountId: AccountId, passphrase: string, signal: AbortSignal): Promise<CallOutput<'keyFile.import'>>;
}

/** Files with the members of a room. `main/app` implements it. */
export interface MemberFiles {
  /** How many were written; null where the agent gave no place. */
  export(input: CallInput<'people.exportMembers'>): Promise<number | null>;
}

/** What is asked of the application itself. */
export interface Desk {
  /** Servers whose forums an agent may look for, the own one first. */
  forumServers(own: UserId): { serverName: string; label: string }[];
  info(): CallOutput<'app.info'>;
  setFocus(focus: CallInput<'app.setFocus'>): void;
  /** Shows a notification for trial, and tells what would keep others from being shown. */
  checkNotifications(accountId: AccountId): Promise<CallOutput<'notifications.check'>['obstacles']>;
  /** Throws `link.refused`. */
  openLink(url: string): Promise<void>;
  /** The advice about this version was read. */
  putAwayAdvice(version: string): void;
  /** Lets the page open the camera once, within the next seconds. */
  allowCamera(): void;
  /** The same of the microphone. */
  allowMicrophone(): void;
}

export interface Services {
  sessions: Sessions;
  browser: BrowserSignIns;
  byMail: ByMailAccounts;
  accounts: Accounts;
  files: Files;
  codeFiles: CodeFiles;
  keyFiles: KeyFiles;
  memberFiles: MemberFiles;
  people: PeopleService;
  desk: Desk;
  settings: Pick<SettingsStore, 'update'> & { current(): Settings };
  spelling: SpellingService;
  conversation: ConversationService;
  /** Older events of the open timeline of a room. */
  paginate(input: CallInput<'timeline.paginate'>): Promise<{ more: boolean }>;
}
