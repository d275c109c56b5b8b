/** The server's clock for all cards of a page, asked for anew when the browser may have slept. */
import type { Hass } from "../hass";
import { ServerClock } from "../logic/clock";

const AGAIN_AFTER_MS = 600_000;

const clock = new ServerClock();
let askedAt = -Infinity;

export function serverNow(): number {
  return clock.now(Date.now());
}

/** Note moments of states that have just come. */
export function sawMoment(momentMs: number | undefined): void {
  if (momentMs !== undefined) {
    clock.saw(momentMs, Date.now());
  }
}

/** Ask the server for its time, if that was long ago or the connection is new. */
export async function syncClock(hass: Pick<Hass, "connected">, again = false): Promise<void> {
  const asked = Date.now();
  if (!hass.connected || (!again && Math.abs(asked - askedAt) < AGAIN_AFTER_MS)) {
    return;
  }
  askedAt = asked;
  try {
    const answer = await fetch(import.meta.url, { method: "HEAD", cache: "no-store" });
    const came = Date.now();
    const date = answer.headers.get("date");
    if (date !== null) {
      clock.forget();
      clock.answered(asked, came, Date.parse(date));
    }
  } catch {
    // Without an answer the moments inside of states have to do.
  }
}
