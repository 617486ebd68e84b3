import { Capture } from './capture.ts';
import { oggOpus } from './ogg.ts';
import { waveformOf } from './waveform.ts';

/** Half an hour: a voice message is no lecture, and it is held in memory until it is sent. */
const longestMs = 30 * 60_000;
/** What is drawn and told while it is recorded changes this often, in milliseconds. */
const stepMs = 100;

/** What was said, as it is sent. */
export interface Voice {
  bytes: Uint8Array<ArrayBuffer>;
  durationMs: number;
  waveform: number[];
  /** Where the page itself can hear it. */
  url: string;
}
export type RecordingFailure = 'refused' | 'absent' | 'broken';

/** One voice message from the moment that the microphone is asked for until it is sent or given up. */
export class Recording {
  state = $state<'opening' | 'recording' | 'ready' | 'failed'>('opening');
  failure = $state<RecordingFailure | null>(null);
  durationMs = $state(0);
  /** How loud it was in each step so far, from 0 to 1. */
  levels = $state.raw<readonly number[]>([]);
  voice = $state.raw<Voice | null>(null);
  #capture: Capture | null = null;
  #ended = false;
  #heardMs = 0;
  #loudest = 0;

  /** `allow` lets this page open the microphone; it rejects where that is refused. */
  async open(allow: () => Promise<unknown>): Promise<void> {
    try {
      await allow();
      const capture = await Capture.open((ms, level) => this.#hear(ms, level));
      if (this.#ended) return capture.abandon();
      this.#capture = capture;
      capture.onEnded(() => void this.stop());
      this.state = 'recording';
    } catch (error) {
      if (!this.#ended) this.#fail(error);
    }
  }

  /** Ends it; what was said can be heard before it is sent. */
  async stop(): Promise<void> {
    const capture = this.#capture;
    this.#capture = null;
    if (capture === null || this.#ended) return;
    try {
      const { head, packets } = await capture.finish();
      const bytes = oggOpus(head, packets, crypto.getRandomValues(new Uint32Array(1))[0] ?? 1);
      const durationMs = Math.round(packets.reduce((sum, { samples }) => sum + samples, 0) / 48);
      const url = URL.createObjectURL(new Blob([bytes], { type: 'audio/ogg' }));
      if (this.#ended) return URL.revokeObjectURL(url);
      this.voice = { bytes, durationMs, waveform: waveformOf(this.levels), url };
      this.durationMs = durationMs;
      this.state = 'ready';
    } catch (error) {
      this.#fail(error);
    }
  }

  /** Gives it up. Nothing of it stays. */
  discard(): void {
    this.#ended = true;
    this.#capture?.abandon();
    this.#capture = null;
    if (this.voice) URL.revokeObjectURL(this.voice.url);
  }

  #hear(ms: number, level: number): void {
    if (this.#capture === null) return;
    this.#heardMs += ms;
    this.#loudest = Math.max(this.#loudest, level);
    if (this.#heardMs < (this.levels.length + 1) * stepMs) return;
    this.levels = [...this.levels, this.#loudest];
    this.durationMs = this.#heardMs;
    this.#loudest = 0;
    if (this.#heardMs >= longestMs) void this.stop();
  }

  #fail(error: unknown): void {
    const name = error instanceof DOMException ? error.name : '';
    this.failure = name === 'NotAllowedError' ? 'refused' : name === 'NotFoundError' ? 'absent' : 'broken';
    this.state = 'failed';
  }
}
