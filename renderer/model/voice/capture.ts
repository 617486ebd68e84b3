import { levelOf } from './waveform.ts';
import type { OpusPacket } from './ogg.ts';

/** Chromium's, which TypeScript does not know yet (mediacapture-transform). */
declare const MediaStreamTrackProcessor: new (options: { track: MediaStreamTrack }) => { readable: ReadableStream<AudioData> };

const bitrate = 24_000;
const rate = 48_000;
/** Speech, one channel, with what the machine can do against noise and echo. */
const wanted = { channelCount: 1, echoCancellation: true, noiseSuppression: true, autoGainControl: true };

/** What was recorded, whole. */
export interface Captured {
  head: Uint8Array;
  packets: OpusPacket[];
}

/** The microphone and the encoder behind it. `onSound`: how long a part is, in milliseconds, and how loud, from 0 to 1. */
export class Capture {
  readonly #stream: MediaStream;
  readonly #onSound: (ms: number, level: number) => void;
  readonly #packets: OpusPacket[] = [];
  readonly #encoder: AudioEncoder;
  readonly #reader: ReadableStreamDefaultReader<AudioData>;
  readonly #reading: Promise<void>;
  #head: Uint8Array | null = null;
  #error: DOMException | null = null;

  private constructor(stream: MediaStream, onSound: (ms: number, level: number) => void) {
    const [track] = stream.getAudioTracks();
    if (!track) throw new DOMException('no sound', 'NotFoundError');
    this.#stream = stream;
    this.#onSound = onSound;
    this.#encoder = new AudioEncoder({ output: (chunk, about) => this.#keep(chunk, about), error: (error) => (this.#error = error) });
    this.#reader = new MediaStreamTrackProcessor({ track }).readable.getReader();
    this.#reading = this.#read();
  }

  /** Rejects with a `DOMException` whose name tells why: `NotAllowedError`, `NotFoundError`, `NotReadableError`. */
  static async open(onSound: (ms: number, level: number) => void): Promise<Capture> {
    return new Capture(await navigator.mediaDevices.getUserMedia({ audio: wanted }), onSound);
  }

  /** Called when the microphone goes away by itself: it was pulled out. */
  onEnded(ended: () => void): void {
    this.#stream.getAudioTracks()[0]?.addEventListener('ended', ended);
  }

  /** Lets go of the microphone and gives what was said. Rejects where nothing could be encoded. */
  async finish(): Promise<Captured> {
    await this.#release();
    if (this.#encoder.state === 'configured') await this.#encoder.flush();
    this.abandon();
    if (this.#error !== null || this.#head === null) throw this.#error ?? new DOMException('nothing was recorded', 'EncodingError');
    return { head: this.#head, packets: this.#packets };
  }

  /** Lets go of everything. */
  abandon(): void {
    void this.#release();
    if (this.#encoder.state !== 'closed') this.#encoder.close();
  }

  async #release(): Promise<void> {
    for (const track of this.#stream.getTracks()) track.stop();
    await this.#reading;
  }

  async #read(): Promise<void> {
    for (;;) {
      const { value: sound, done } = await this.#reader.read();
      if (done) return;
      if (this.#encoder.state === 'unconfigured') this.#configure(sound);
      if (this.#encoder.state === 'configured') this.#encode(sound);
      sound.close();
    }
  }

  #configure({ sampleRate, numberOfChannels }: AudioData): void {
    this.#encoder.configure({ codec: 'opus', sampleRate, numberOfChannels, bitrate, opus: { format: 'opus' } });
  }

  #encode(sound: AudioData): void {
    const samples = new Float32Array(sound.numberOfFrames);
    sound.copyTo(samples, { planeIndex: 0, format: 'f32-planar' });
    this.#encoder.encode(sound);
    this.#onSound((sound.numberOfFrames / sound.sampleRate) * 1000, levelOf(samples));
  }

  #keep(chunk: EncodedAudioChunk, about?: EncodedAudioChunkMetadata): void {
    const description = about?.decoderConfig?.description;
    if (description) this.#head ??= bytesOf(description);
    const bytes = new Uint8Array(chunk.byteLength);
    chunk.copyTo(bytes);
    this.#packets.push({ bytes, samples: Math.round(((chunk.duration ?? 20_000) * rate) / 1_000_000) });
  }
}

const bytesOf = (source: AllowSharedBufferSource): Uint8Array =>
  ArrayBuffer.isView(source)
    ? new Uint8Array(source.buffer, source.byteOffset, source.byteLength).slice()
    : new Uint8Array(source.slice(0));
