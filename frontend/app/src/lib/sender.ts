import { type Unsent, unsentOf } from "./outbox";
import { sendWaiting } from "./send";

const FIRST_AGAIN_MS = 2000;
const LAST_AGAIN_MS = 30_000;
/** A network that carries nothing must not hold up the next try. */
const PATIENCE_MS = 15_000;

const waits = (unsent: readonly Unsent[]) => unsent.some(({ waiting }) => waiting > 0);

/** What one tab sends no other sends meanwhile: the second would be told that there is nothing to strike. */
async function alone(work: () => Promise<void>): Promise<void> {
  // There are no locks where the address is not https.
  const { locks } = navigator as { locks?: LockManager };
  if (locks) await locks.request("tellmore-outbox", { ifAvailable: true }, (lock) => (lock ? work() : undefined));
  else await work();
}

/** A session that can't be sent must not hold up the others. */
async function sendAll(by: string, unsent: readonly Unsent[], stop: AbortSignal): Promise<void> {
  for (const { session_id, waiting } of unsent) {
    const signal = AbortSignal.any([stop, AbortSignal.timeout(PATIENCE_MS)]);
    if (waiting > 0) await sendWaiting(session_id, by, signal).catch(() => undefined);
  }
}

/** Works when it is called, once more when it was called meanwhile, and after ever longer whiles until it says that all is done. */
function repeated(work: () => Promise<boolean>, stop: AbortSignal): () => void {
  let running = false;
  let wanted = false;
  let againMs = FIRST_AGAIN_MS;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const run = async () => {
    wanted = true;
    if (running) return;
    running = true;
    let done = true;
    while (wanted && !stop.aborted) {
      wanted = false;
      done = await work();
    }
    running = false;
    if (done || stop.aborted) return;
    timer = setTimeout(() => void run(), againMs);
    againMs = Math.min(2 * againMs, LAST_AGAIN_MS);
  };
  stop.addEventListener("abort", () => clearTimeout(timer), { once: true });
  return () => {
    clearTimeout(timer);
    againMs = FIRST_AGAIN_MS;
    void run();
  };
}

const warn = (event: BeforeUnloadEvent) => event.preventDefault();

/** Closed now, the page would send nothing until somebody opens it again. */
function warnBeforeClosing(now: boolean): void {
  if (now) window.addEventListener("beforeunload", warn);
  else window.removeEventListener("beforeunload", warn);
}

/** Sends what this person wrote on this device, whatever page is open, until it is called back. */
export function startSender(by: string): () => void {
  const stop = new AbortController();
  const { signal } = stop;
  let unsent: readonly Unsent[] = [];
  let leaveOff = new AbortController();
  const send = repeated(async () => {
    leaveOff = new AbortController();
    await alone(() => sendAll(by, unsent, AbortSignal.any([signal, leaveOff.signal])));
    return !waits(unsent);
  }, signal);
  const seen = unsentOf(by).subscribe((now) => {
    unsent = now;
    warnBeforeClosing(waits(now));
    if (waits(now)) send();
  });
  window.addEventListener("online", send, { signal });
  window.addEventListener("offline", () => leaveOff.abort(), { signal });
  return () => {
    stop.abort();
    seen.unsubscribe();
    warnBeforeClosing(false);
  };
}
