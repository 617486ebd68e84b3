export const speeds = [1, 1.5, 2] as const;

/** A sound that can be played: a voice message, a piece of music, a recording that is not sent yet. */
export interface Track {
  /** Names it for as long as it is shown. */
  id: string;
  src: string;
  /** As its sender said; the file itself knows better once it is open. */
  durationMs: number | null;
  /** What is heard after it. */
  next: () => Track | null;
}

/** The one sound that is heard. A video that begins makes it stop, and the other way round. */
export class Playback {
  track = $state.raw<Track | null>(null);
  playing = $state(false);
  positionMs = $state(0);
  durationMs = $state<number | null>(null);
  speed = $state<(typeof speeds)[number]>(1);
  /** The track that could not be played. */
  failed = $state<string | null>(null);
  #audio: HTMLAudioElement | null = null;
  #video: HTMLMediaElement | null = null;
  /** Where a track that is not open yet begins. */
  #startMs = 0;

  /** Plays it, or holds it where it stands. */
  toggle(track: Track): void {
    if (this.track?.id !== track.id) this.#play(track, 0);
    else if (this.playing) this.#audio?.pause();
    else this.#resume();
  }

  /** Goes to a place of it, and plays from there where it was not the one that is heard. */
  seek(track: Track, ms: number): void {
    if (this.track?.id !== track.id) return this.#play(track, ms);
    this.positionMs = ms;
    if (this.#audio && this.#audio.readyState > 0) this.#audio.currentTime = ms / 1000;
    else this.#startMs = ms;
  }

  /** The next speed, for this and every other track. */
  turnSpeed(): void {
    this.speed = speeds[(speeds.indexOf(this.speed) + 1) % speeds.length] ?? 1;
    if (this.#audio) this.#audio.playbackRate = this.speed;
  }

  /** Ends what is heard, if it is this track, or whatever it is. */
  stop(id: string | null = null): void {
    if (this.track === null || (id !== null && this.track.id !== id)) return;
    this.track = null;
    this.playing = false;
    if (!this.#audio) return;
    this.#audio.removeAttribute('src');
    this.#audio.load();
  }

  /** A video begins. */
  yieldTo(video: HTMLMediaElement): void {
    if (this.#video !== video) this.#video?.pause();
    this.#video = video;
    this.#audio?.pause();
  }

  #play(track: Track, fromMs: number): void {
    const audio = (this.#audio ??= this.#open());
    this.track = track;
    this.failed = null;
    this.positionMs = fromMs;
    this.durationMs = track.durationMs;
    this.#startMs = fromMs;
    audio.src = track.src;
    this.#resume();
  }

  #resume(): void {
    this.#video?.pause();
    if (!this.#audio) return;
    this.#audio.defaultPlaybackRate = this.speed;
    this.#audio.playbackRate = this.speed;
    // Its failure is heard as an event; one that was stopped before it began is none.
    this.#audio.play().catch(() => undefined);
  }

  #open(): HTMLAudioElement {
    const audio = new Audio();
    audio.preload = 'auto';
    audio.addEventListener('play', () => (this.playing = true));
    audio.addEventListener('pause', () => (this.playing = false));
    audio.addEventListener('timeupdate', () => audio.readyState > 0 && (this.positionMs = audio.currentTime * 1000));
    audio.addEventListener('durationchange', () => Number.isFinite(audio.duration) && (this.durationMs = audio.duration * 1000));
    audio.addEventListener('loadedmetadata', () => {
      if (this.#startMs > 0) audio.currentTime = this.#startMs / 1000;
    });
    audio.addEventListener('ended', () => this.#goOn());
    audio.addEventListener('error', () => this.#fail());
    return audio;
  }

  #goOn(): void {
    const next = this.track?.next() ?? null;
    if (next) return this.#play(next, 0);
    this.stop();
  }

  #fail(): void {
    if (this.track === null) return;
    this.failed = this.track.id;
    this.stop();
  }
}
