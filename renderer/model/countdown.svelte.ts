/** Whole seconds that are left of a wait the server asked for. */
export class Countdown {
  seconds = $state(0);
  #timer: ReturnType<typeof setInterval> | null = null;

  start(ms: number): void {
    this.stop();
    const end = Date.now() + ms;
    const tell = (): void => {
      this.seconds = Math.max(0, Math.ceil((end - Date.now()) / 1000));
      if (this.seconds === 0) this.stop();
    };
    this.#timer = setInterval(tell, 250);
    tell();
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
    this.seconds = 0;
  }
}
