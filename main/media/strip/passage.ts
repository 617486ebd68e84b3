/**
 * Steps of a cleaner. It stops where more bytes must come first, and says how many before it goes on; it goes on
 * with fewer where the file has ended.
 */
export type Steps<T = void> = Generator<number, T>;
export type Bytes = Buffer<ArrayBuffer>;

export const nothing: Bytes = Buffer.alloc(0);

/** A file that passes by in parts of any size. What a cleaner does not let through stays behind. */
export class Passage {
  /** Bytes of the file that have passed by, whatever was made of them. */
  position = 0;
  #ended = false;
  /** Memory of our own: a part belongs to whom it came from. */
  #atHand: Bytes = nothing;
  /** What has passed by of the bytes at hand. */
  #at = 0;
  /** From here on it was let through as it is. */
  #from = 0;
  #out: Uint8Array[] = [];

  /** Parts that came since the last time. */
  come(parts: Uint8Array[]): void {
    this.#atHand = Buffer.concat([this.#atHand.subarray(this.#at), ...parts]);
    this.#at = 0;
    this.#from = 0;
  }
  end(): void {
    this.#ended = true;
  }
  /** Nothing is left of the file. */
  get over(): boolean {
    return this.#ended && this.#at === this.#atHand.byteLength;
  }

  /** What was let through since the last time. */
  leave(): Uint8Array {
    this.#letOut();
    const [only = nothing] = this.#out;
    const out = this.#out.length > 1 ? Buffer.concat(this.#out) : only;
    this.#out = [];
    return out;
  }

  /** All bytes at hand: `least` at least, or fewer at the end of the file. */
  *some(least: number): Steps<Bytes> {
    while (this.#left < least && !this.#ended) yield least - this.#left;
    return this.#atHand.subarray(this.#at);
  }

  /** The next bytes, which do not pass by yet; fewer at the end of the file. */
  *peek(bytes: number): Steps<Bytes> {
    while (this.#left < bytes && !this.#ended) yield bytes - this.#left;
    return this.#atHand.subarray(this.#at, this.#at + bytes);
  }

  /** Lets bytes through as they are; unless told, all that come. */
  *pass(bytes = Infinity): Steps {
    for (let left = bytes; left > 0 && !this.over; left -= this.#goOn(left)) if (this.#left === 0) yield 1;
  }

  /** Leaves bytes out; unless told, all that come. */
  *skip(bytes = Infinity): Steps {
    for (let left = bytes; left > 0 && !this.over; left -= this.#leaveOut(left)) if (this.#left === 0) yield 1;
  }

  /** As many bytes as before, of which nothing can be read: `instead`, as far as it fits, then zeros. */
  *blank(bytes: number, instead = nothing): Steps {
    let begun = instead;
    for (let left = bytes; left > 0 && !this.over;) {
      if (this.#left === 0) yield 1;
      const gone = this.#goOn(left);
      const blank = this.#atHand.fill(0, this.#at - gone, this.#at).subarray(this.#at - gone, this.#at);
      begun = begun.subarray(begun.copy(blank));
      left -= gone;
    }
  }

  /** Lets bytes through that are not in the file. */
  write(bytes: Uint8Array): void {
    this.#letOut();
    this.#out.push(bytes);
  }

  get #left(): number {
    return this.#atHand.byteLength - this.#at;
  }

  #goOn(bytes: number): number {
    const gone = Math.min(bytes, this.#left);
    this.#at += gone;
    this.position += gone;
    return gone;
  }

  #leaveOut(bytes: number): number {
    this.#letOut();
    const gone = this.#goOn(bytes);
    this.#from = this.#at;
    return gone;
  }

  #letOut(): void {
    if (this.#from < this.#at) this.#out.push(this.#atHand.subarray(this.#from, this.#at));
    this.#from = this.#at;
  }
}
