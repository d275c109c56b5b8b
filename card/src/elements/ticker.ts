/** One heartbeat a second for all cards of a page; it stands still when nobody listens. */

type Listener = () => void;

const listeners = new Set<Listener>();
let timer: ReturnType<typeof setInterval> | undefined;

export function everySecond(listener: Listener): void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    for (const each of [...listeners]) {
      each();
    }
  }, 1000);
}

export function noMore(listener: Listener): void {
  listeners.delete(listener);
  if (listeners.size === 0 && timer !== undefined) {
    clearInterval(timer);
    timer = undefined;
  }
}

/** How many listen; for tests that nothing is left behind. */
export function listening(): number {
  return listeners.size;
}
