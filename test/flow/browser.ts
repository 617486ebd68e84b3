import { chromium, type Browser } from 'playwright-core';
import { findBrowser } from '../../build/dev/system.mjs';

/** The Chromium of this machine, without a window and without its own traffic. `camera`: a JPEG file that its camera sees, as `.mjpeg`. */
export async function launchBrowser({ camera }: { camera?: string } = {}): Promise<Browser> {
  const executablePath = findBrowser();
  if (executablePath === null) throw new Error('no Chromium here; npm test says how to install one');
  return chromium.launch({
    executablePath,
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--force-color-profile=srgb',
      // A tone instead of the microphone of the machine.
      '--use-fake-device-for-media-stream',
      ...(camera === undefined ? [] : [`--use-file-for-fake-video-capture=${camera}`]),
    ],
  });
}
