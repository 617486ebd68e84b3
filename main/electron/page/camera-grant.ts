import type { Camera } from '../../host/index.ts';
import type { Electron } from '../modules.ts';

/** The page opens the camera at once when it was let; later it must ask again. */
const grantMs = 15_000;

/**
 * The one way to the camera: main says so first, on the call of the screen that scans codes
 * (`verification.openCamera`), and Chromium's question is answered yes once, for pictures alone.
 */
export class CameraGrant implements Camera {
  readonly #electron: Pick<Electron, 'systemPreferences'>;
  readonly #platform: NodeJS.Platform;
  #until = 0;

  constructor(electron: Pick<Electron, 'systemPreferences'>, platform: NodeJS.Platform) {
    this.#electron = electron;
    this.#platform = platform;
  }

  allowOnce(): void {
    this.#until = performance.now() + grantMs;
  }

  /** Whether the page may be told that it has the permission. Uses nothing up. */
  get stands(): boolean {
    return performance.now() < this.#until;
  }

  /** Answers the page's wish for these kinds of media; uses the grant up. macOS asks the agent the first time. */
  async take(kinds: readonly string[] | undefined): Promise<boolean> {
    const asked = this.stands && kinds?.length === 1 && kinds[0] === 'video';
    this.#until = 0;
    if (!asked || this.#platform !== 'darwin') return asked;
    return this.#electron.systemPreferences.askForMediaAccess('camera');
  }
}
