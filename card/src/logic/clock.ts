/**
 * The server's clock, as far as a browser can know it. Tablets on walls are often minutes off.
 *
 * Two kinds of evidence: the `Date` of an answer (whole seconds, cut off) and moments inside of states (never later
 * than now). All values in milliseconds; an offset is server − browser.
 */

const DATE_RESOLUTION_MS = 1000;

export class ServerClock {
  private low = -Infinity;
  private high = Infinity;

  /** Note an answer: asked at `askedMs` and come at `cameMs` of the browser's clock, dated `dateMs` by the server. */
  answered(askedMs: number, cameMs: number, dateMs: number): void {
    if (!Number.isFinite(dateMs) || cameMs < askedMs) {
      return;
    }
    this.low = dateMs - cameMs;
    this.high = dateMs + DATE_RESOLUTION_MS - askedMs;
  }

  /** Note a moment the server wrote into something that has come by `cameMs`. */
  saw(momentMs: number, cameMs: number): void {
    if (Number.isFinite(momentMs)) {
      this.low = Math.max(this.low, momentMs - cameMs);
      this.high = Math.max(this.high, this.low);
    }
  }

  /** Forget everything: the browser's clock may have been set, or it slept. */
  forget(): void {
    this.low = -Infinity;
    this.high = Infinity;
  }

  get offsetMs(): number {
    if (this.high === Infinity) {
      // Only a lower bound: worth something when it says that the browser is behind.
      return Math.max(this.low, 0);
    }
    if (this.low <= 0 && this.high >= 0) {
      return 0;
    }
    return (this.low + this.high) / 2;
  }

  now(browserMs: number): number {
    return browserMs + this.offsetMs;
  }
}
