import type { Frame } from './look.ts';

/** A file that does not open within this time is sent without a look at it, in milliseconds. */
const patienceMs = 8000;
/** Where the picture that stands for a video is taken: the first one is often black. */
const pictureAt = (seconds: number): number => Math.min(1, seconds / 10);
const longestMs = 24 * 3_600_000;

/** What a video, or a sound, is without being played. */
export interface Recorded {
  durationMs: number | null;
  /** A picture of it; null for a sound. */
  frame: Frame | null;
}

const event = (element: HTMLMediaElement, name: string, signal: AbortSignal): Promise<void> =>
  new Promise((done, fail) => {
    element.addEventListener(name, () => done(), { once: true, signal });
    element.addEventListener('error', () => fail(new Error('cannot be played')), { once: true, signal });
    signal.addEventListener('abort', () => fail(new Error('takes too long')), { once: true });
  });

/** Opens a video or a sound without playing it. Rejects where the browser cannot read it. */
export async function lookAtRecording(file: File): Promise<Recorded> {
  const element = document.createElement(file.type.startsWith('video/') ? 'video' : 'audio');
  const url = URL.createObjectURL(file);
  const signal = AbortSignal.timeout(patienceMs);
  try {
    element.muted = true;
    element.preload = 'auto';
    element.src = url;
    await event(element, 'loadeddata', signal);
    if (element.duration === Infinity) await walkToEnd(element, signal);
    const durationMs = lengthOf(element);
    return { durationMs, frame: element instanceof HTMLVideoElement ? await frameOf(element, signal) : null };
  } finally {
    element.removeAttribute('src');
    element.load();
    URL.revokeObjectURL(url);
  }
}

/** Recordings of browsers do not say how long they are; who looks for their end finds it. */
async function walkToEnd(element: HTMLMediaElement, signal: AbortSignal): Promise<void> {
  const sought = event(element, 'seeked', signal);
  element.currentTime = longestMs / 1000;
  await sought;
}

const lengthOf = ({ duration }: HTMLMediaElement): number | null =>
  Number.isFinite(duration) && duration * 1000 < longestMs ? Math.round(duration * 1000) : null;

async function frameOf(video: HTMLVideoElement, signal: AbortSignal): Promise<Frame | null> {
  const { videoWidth: width, videoHeight: height, duration } = video;
  if (width === 0 || height === 0) return null;
  if (Number.isFinite(duration) && duration > 0) {
    const sought = event(video, 'seeked', signal);
    video.currentTime = pictureAt(duration);
    await sought;
  }
  return { picture: await createImageBitmap(video), width, height };
}
