import type { Capture } from '../../host/index.ts';
import type { Electron } from '../modules.ts';

/** The page opens it at once when it was let; later it must ask again. */
const grantMs = 15_000;
/** What Chromium calls what a device gives. */
const kinds = { camera: 'video', microphone: 'audio' } as const;

/**
 * The one way to the camera, or to the microphone: main says so first, on the call of the screen
 * that wants it (`verification.openCamera`, `media.openMicrophone`), and Chromium's question is
 * answered yes once, for that device alone.
 */
export class CaptureGrant implements Capture {
  readonly #device: keyof typeof kinds;
  readonly #electron: Pick<Electron, 'systemPreferences'>;
  readonly #platform: NodeJS.Platform;
  #until = 0;

  constructor(device: keyof typeof kinds, electron: Pick<Electron, 'systemPreferences'>, platform: NodeJS.Platform) {
    this.#device = device;
    this.#electron = electron;
    this.#platform = platform;
  }

  allowOnce(): void {
    this.#until = performance.now() + grantMs;
  }

  /** Whether the page may be told that it has the permission for this kind of media. Uses nothing up. */
  stands(kind: string | undefined): boolean {
    return kind === kinds[this.#device] && performance.now() < this.#until;
  }

  /** Answers the page's wish for these kinds of media; uses the grant up. macOS asks the agent the first time. */
  async take(wanted: readonly string[] | undefined): Promise<boolean> {
    const asked = wanted?.length === 1 && this.stands(wanted[0]);
    this.#until = 0;
    if (!asked || this.#platform !== 'darwin') return asked;
    return this.#electron.systemPreferences.askForMediaAccess(this.#device);
  }
}
