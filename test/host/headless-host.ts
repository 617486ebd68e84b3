import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { brand } from '../../build/brand/index.ts';
import type {
  AgentServers,
  BridgedNetwork,
  EarlierNotification,
  FeatureDomains,
  Host,
  Keychain,
  Net,
  NotificationRequest,
} from '../../main/host/index.ts';
import { FakeKeychain } from './fake-keychain.ts';
import { nodeFetch } from './net.ts';

export interface HeadlessHostOptions {
  /** Of the machine; the right one unless told. */
  clock?: Host['clock'];
  /** Folder of this installation; made where it is missing. */
  dataDir: string;
  /** Unless told, a fake one that is kept in `dataDir`, so that a restart finds it. */
  keychain?: Keychain;
  /** The network of Node unless told. */
  net?: Net;
  locale?: string;
  /** Antivirus by homeserver; none unless told. */
  contentScanners?: { [homeserver: string]: string };
  /** Where e-mail addresses are looked up; nowhere unless told. */
  agentServers?: AgentServers;
  /** Features by domain; those of the brand unless told. */
  features?: FeatureDomains;
  /** Where minimum versions are published; nowhere unless told. */
  minimumVersions?: string;
  /** Networks that are bridged; none unless told. */
  bridges?: readonly BridgedNetwork[];
}

/** A host without a machine: everything it is asked to show is kept for the test to look at. */
export interface HeadlessHost extends Host {
  shown: NotificationRequest[];
  cleared: string[];
  /** Uses a notification that a former run had shown. */
  useEarlier: (notification: EarlierNotification) => void;
  badges: { count: number; mention: boolean }[];
  opened: string[];
  marked: string[];
  /** Files that were given to other programs, and those that were dragged out. */
  handedOver: { opened: string[]; dragged: string[] };
  /** How often the page was let open the camera. */
  cameraGrants: number;
  /** How often it was let open the microphone. */
  microphoneGrants: number;
  /** What the next save dialog answers; null: the agent cancels. */
  savePath: string | null;
  /** What the next open dialog answers; null: the agent cancels. */
  openPath: string | null;
}

export function createHeadlessHost(options: HeadlessHostOptions): HeadlessHost {
  const logs = join(options.dataDir, 'logs');
  mkdirSync(logs, { recursive: true });
  const host: HeadlessHost = {
    shown: [],
    cleared: [],
    useEarlier: () => undefined,
    badges: [],
    opened: [],
    marked: [],
    handedOver: { opened: [], dragged: [] },
    cameraGrants: 0,
    microphoneGrants: 0,
    savePath: null,
    openPath: null,
    keychain: options.keychain ?? new FakeKeychain(join(options.dataDir, 'keychain.json')),
    notifier: {
      supported: () => true,
      show: (request) => void host.shown.push(request),
      clear: (tag) => void host.cleared.push(tag),
      onEarlier: (listener) => (host.useEarlier = listener),
    },
    dialogs: { saveFile: async () => host.savePath, openFile: async () => host.openPath },
    opener: { open: async (url) => void host.opened.push(url) },
    handOver: {
      open: async (path) => void host.handedOver.opened.push(path),
      drag: (path) => void host.handedOver.dragged.push(path),
    },
    paths: { data: options.dataDir, logs },
    clock: options.clock ?? { now: () => Date.now() },
    badge: { set: (count, mention) => void host.badges.push({ count, mention }) },
    net: options.net ?? { fetch: nodeFetch },
    // Files of the test that runs, which belong to whoever runs it.
    managed: { system: 'linux', place: join(options.dataDir, 'policies'), owner: process.getuid?.() ?? 0, run: async () => null },
    camera: { allowOnce: () => void host.cameraGrants++ },
    microphone: { allowOnce: () => void host.microphoneGrants++ },
    files: { markFromWeb: async (path) => void host.marked.push(path) },
    environment: {
      version: '0.0.0-test',
      platform: `${process.platform} ${process.arch}`,
      permalinks: 'https://tchap.gouv.fr',
      services: { visio: 'https://visio.numerique.gouv.fr', map: 'https://carte.test/?lat={latitude}&lon={longitude}' },
      scheme: 'tchap',
      contentScanners: options.contentScanners ?? {},
      agentServers: options.agentServers ?? null,
      features: options.features ?? brand.features,
      help: brand.help,
      minimumVersions: options.minimumVersions ?? null,
      bridges: options.bridges ?? [],
      locale: options.locale ?? 'fr-FR',
    },
  };
  return host;
}
