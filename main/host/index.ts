/**
 * What the machine offers to main. Types only: `main/electron` gives the real ones, `test/host`
 * those that run in Node. Every method may reject; the errors that callers tell apart are named here.
 */

/** Why the keychain did not answer. Four different screens stand behind these. */
export type KeychainProblem = 'absent' | 'locked' | 'refused';

/** Thrown by every method of `Keychain`. Never means "no such entry": that is null. */
export class KeychainError extends Error {
  override readonly name = 'KeychainError';
  readonly problem: KeychainProblem;
  constructor(problem: KeychainProblem, cause: unknown) {
    super(`keychain is ${problem}`, { cause });
    this.problem = problem;
  }
}

/** The OS keychain (Credential Manager, Keychain, Secret Service). Secrets are base64 text. */
export interface Keychain {
  /** The secret, or null where there is none. */
  get(name: string): Promise<string | null>;
  set(name: string, secret: string): Promise<void>;
  /** Removes the entry; no error where there is none. */
  delete(name: string): Promise<void>;
}

export interface NotificationRequest {
  /** A later one with the same tag replaces it. */
  tag: string;
  title: string;
  body: string;
  silent: boolean;
  onClick: () => void;
  /** A field to answer in, where the system has one. */
  reply: { placeholder: string; onReply: (text: string) => void } | null;
  /** A button beside it, where the system has one. */
  action: { label: string; onAction: () => void } | null;
}

/** The agent used a notification that the run before this one had shown. */
export interface EarlierNotification {
  /** Whether it stood under this tag. */
  isOf(tag: string): boolean;
  /** A click on it, on its button, or what was typed in it. */
  used: { kind: 'click' | 'action' } | { kind: 'reply'; text: string };
}

export interface Notifier {
  /** Whether the system shows notifications at all. What it lets this application show it does not say. */
  supported(): boolean;
  /** Told of notifications of a former run, those included that started this one. */
  onEarlier(listener: (notification: EarlierNotification) => void): void;
  show(request: NotificationRequest): void;
  /** Takes back the notification with this tag, if it still stands. */
  clear(tag: string): void;
}

export interface Dialogs {
  /** Asks where to save; null when the agent cancels. */
  saveFile(suggestedName: string): Promise<string | null>;
  /** Asks for a file to read; null when the agent cancels. */
  openFile(): Promise<string | null>;
}

/** Opens a link outside the application. The caller has checked it. */
export interface Opener {
  open(url: string): Promise<void>;
}

/** Gives a file, which the caller has checked, to the desktop. */
export interface HandOver {
  /** To the program that the system has for it. Rejects with `media.no-program`. */
  open(path: string): Promise<void>;
  /** To where the agent drops what they are dragging. */
  drag(path: string): void;
}

export interface Paths {
  /** Accounts and their stores (not roaming). Exists. */
  data: string;
  logs: string;
}

export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
}

export interface Badge {
  /** Unread messages over all accounts; 0 removes the badge. `mention`: one of them is for the agent. */
  set(count: number, mention: boolean): void;
}

/** Bytes that leave as they are read, and can be read again for another attempt. */
export interface UploadBody {
  /** In bytes. */
  readonly size: number;
  read(): AsyncIterable<Uint8Array>;
}

/** As of the global `fetch`; or with a body that is never held whole, and who hears how many bytes of it have left so far. */
export interface NetInit extends RequestInit {
  upload?: { body: UploadBody; onSent(bytes: number): void };
}

/** HTTP through the network stack of the machine (proxy, certificates). Same shape as the global `fetch`. */
export interface Net {
  fetch(input: string, init?: NetInit): Promise<Response>;
}

/** Puts the OS mark of the web on a saved file (Zone.Identifier, com.apple.quarantine, user.xdg.origin.url). */
export interface FileMarker {
  markFromWeb(path: string): Promise<void>;
}

/** Where the managed configuration of this machine lies, and how it is read. `main/policy` knows what is in it. */
export interface ManagedConfiguration {
  system: 'linux' | 'windows' | 'macos';
  /** Folder of JSON files (Linux), registry key (Windows), or property list (macOS). */
  place: string;
  /** User id that alone may write the files (Linux): root. */
  owner: number;
  /** Runs a program of the OS; what it printed, or null where it cannot be run or fails (nothing is managed). */
  run(program: 'reg' | 'plutil', args: string[]): Promise<string | null>;
}

/** The camera, or the microphone, of the machine, which the page may not open by itself. */
export interface Capture {
  /** Lets the page open it once, and nothing else with it, within the next seconds. */
  allowOnce(): void;
}

/** The homeservers of the administrations, on which official e-mail addresses are looked up. */
export interface AgentServers {
  /** Every one of them is below it; a password goes nowhere else. */
  domain: string;
  /** `external`: the one of guests from outside. `name`: for people. */
  homeservers: readonly { baseUrl: string; external: boolean; name?: string }[];
}

/** Another network whose people take part through a bridge, under user ids that begin so. */
export interface BridgedNetwork {
  name: string;
  userIdPrefix: string;
}

/** Domains of homeservers by name of a feature, as Tchap's configuration has them; `*` is all of them. */
export interface FeatureDomains {
  readonly [name: string]: readonly string[];
}

/** Pages and addresses that help an agent: `https:` or `mailto:`. */
export interface HelpLinks {
  faq: string;
  guide: string;
  status: string;
  support: string;
  privacy: string;
  lockedMessages: string;
  verification: string;
  emailNotification: string;
}

/** Where the application runs. */
export interface Environment {
  version: string;
  /** `process.platform` and architecture, for support. */
  platform: string;
  /** Address under which links to rooms and messages stand, without a slash at its end. */
  permalinks: string;
  /** Services that messages link to: video meetings (base address), and a map of a place (`{latitude}`, `{longitude}`). */
  services: { visio: string; map: string };
  /** Scheme of links that the OS hands to this application: a browser comes back by it. */
  scheme: string;
  /** Base URL of the antivirus (`matrix-content-scanner`) by base URL of the homeserver whose files come through it. */
  contentScanners: { readonly [homeserver: string]: string };
  /** Null where the brand names none: agents then give a server or a Matrix id. */
  agentServers: AgentServers | null;
  features: FeatureDomains;
  help: HelpLinks;
  /** Where the versions that agents should have are published; null: nowhere. */
  minimumVersions: string | null;
  bridges: readonly BridgedNetwork[];
  /** BCP 47 tag of the agent's OS. */
  locale: string;
}

export interface Host {
  keychain: Keychain;
  notifier: Notifier;
  dialogs: Dialogs;
  opener: Opener;
  handOver: HandOver;
  paths: Paths;
  clock: Clock;
  badge: Badge;
  net: Net;
  files: FileMarker;
  managed: ManagedConfiguration;
  camera: Capture;
  microphone: Capture;
  environment: Environment;
}
