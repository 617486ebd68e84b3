import type { Session } from 'electron';
import type { MediaRequest } from '../../app/index.ts';
import type { Electron } from '../modules.ts';
import { appScheme, isAppUrl } from '../origin.ts';
import { appFile } from './app-files.ts';
import type { CaptureGrant } from './capture-grant.ts';

const mediaScheme = 'media';

/** What the page may ask of the machine at any time. Everything else is refused without a question, camera and microphone included unless main let the page have it just now. */
const granted: ReadonlySet<string> = new Set(['clipboard-sanitized-write', 'fullscreen']);
/** Where the page may load from at all. */
const reachable: ReadonlySet<string> = new Set([`${appScheme}:`, `${mediaScheme}:`, 'data:', 'blob:']);

/** Must run before Electron is ready. */
export function registerSchemes(electron: Pick<Electron, 'protocol'>): void {
  electron.protocol.registerSchemesAsPrivileged([
    // `standard` gives it an origin, which everything below is checked against.
    { scheme: appScheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
    { scheme: mediaScheme, privileges: { secure: true, stream: true } },
  ]);
}

export interface PageSessionOptions {
  /** Folder of the built page. */
  directory: string;
  media: (url: string, request: MediaRequest) => Promise<Response>;
  devTools: boolean;
  /** Camera and microphone. */
  captures: readonly Pick<CaptureGrant, 'stands' | 'take'>[];
}

/**
 * The session of the page: in memory, so that decrypted pictures never reach Chromium's disk cache;
 * with no way to the network, no permissions and no downloads.
 */
export function createPageSession(electron: Pick<Electron, 'session'>, options: PageSessionOptions): Session {
  const session = electron.session.fromPartition('page', { cache: false });
  session.protocol.handle(appScheme, (request) => appFile(options.directory, request));
  session.protocol.handle(mediaScheme, (request) => answerMedia(options, request));
  denyByDefault(session, options.captures);
  session.on('will-download', (event) => event.preventDefault());
  const allowed = options.devTools ? new Set([...reachable, 'devtools:']) : reachable;
  session.webRequest.onBeforeRequest((details, callback) => callback({ cancel: !allowed.has(schemeOf(details.url)) }));
  return session;
}

function denyByDefault(session: Session, captures: PageSessionOptions['captures']): void {
  session.setPermissionRequestHandler((_contents, permission, callback, details) => {
    const ours = details.isMainFrame && isAppUrl(details.requestingUrl);
    if (!ours || permission !== 'media') return callback(ours && granted.has(permission));
    const kinds = 'mediaTypes' in details ? details.mediaTypes : undefined;
    // Whatever is asked for uses all of them up.
    Promise.all(captures.map((capture) => capture.take(kinds))).then(
      (answers) => callback(answers.includes(true)),
      () => callback(false),
    );
  });
  session.setPermissionCheckHandler((_contents, permission, origin, details) => {
    if (!isAppUrl(origin)) return false;
    if (permission !== 'media') return granted.has(permission);
    return captures.some((capture) => capture.stands(details.mediaType));
  });
  session.setDevicePermissionHandler(() => false);
}

async function answerMedia(options: PageSessionOptions, request: Request): Promise<Response> {
  if (request.method !== 'GET') return new Response(null, { status: 405 });
  const answer = await options.media(request.url, { range: request.headers.get('range'), signal: request.signal });
  const headers = new Headers(answer.headers);
  // Files come from other people: whatever they claim to be, they run nothing and are read as what they are said to be.
  headers.set('content-security-policy', "default-src 'none'; sandbox");
  headers.set('x-content-type-options', 'nosniff');
  headers.set('cache-control', 'no-store');
  return new Response(answer.body, { status: answer.status, headers });
}

function schemeOf(url: string): string {
  return URL.canParse(url) ? new URL(url).protocol : '';
}
