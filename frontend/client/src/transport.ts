import { type Auth, type Fetch, plainFetch } from "./auth.js";
import { ProblemError } from "./problem.js";

export interface TransportOptions {
  baseUrl: string;
  auth?: Auth | undefined;
  fetch?: Fetch | undefined;
  /** How long retries may go on, in milliseconds. At most 60,000. */
  retryForMs?: number | undefined;
}

const LONGEST_MS = 60_000;
const AGAIN = new Set(["GET", "HEAD", "PUT", "DELETE", "POST"]);

/** `Retry-After` in milliseconds: seconds or a date; null when absent. */
export function retryAfter(headers: Headers, now = Date.now()): number | null {
  const value = headers.get("retry-after");
  if (!value) return null;
  const seconds = Number(value);
  const wait = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(value) - now;
  return Number.isNaN(wait) ? null : Math.max(0, wait);
}

const backoff = (attempt: number) => 300 * 2 ** attempt * (0.5 + Math.random() / 2);

/** The work goes on when one who waits for it gives up: others may wait for it too. */
function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  let stop = () => {};
  const aborted = new Promise<never>((_, reject) => (stop = () => reject(signal.reason as Error)));
  signal.addEventListener("abort", stop, { once: true });
  if (signal.aborted) stop();
  return Promise.race([work, aborted]).finally(() => signal.removeEventListener("abort", stop));
}

export function sleep(ms: number, signal: AbortSignal): Promise<void> {
  let timer: ReturnType<typeof setTimeout>;
  const rest = new Promise<void>((wake) => (timer = setTimeout(wake, ms)));
  return unlessAborted(rest, signal).finally(() => clearTimeout(timer));
}

/** How long to wait before the next try; null: this answer is final. */
function pause(outcome: Response | Error, attempt: number): number | null {
  if (outcome instanceof Error) return outcome.name === "TypeError" ? backoff(attempt) : null;
  const { status, headers } = outcome;
  const passes = status === 408 || status === 429 || status >= 500;
  return passes ? (retryAfter(headers) ?? backoff(attempt)) : null;
}

async function persist(send: Fetch, request: Request, end: number): Promise<Response> {
  for (let attempt = 0; ; attempt++) {
    const outcome = await send(request.clone()).catch((error: unknown) => error as Error);
    const wait = AGAIN.has(request.method) ? pause(outcome, attempt) : null;
    if (wait === null || Date.now() + wait > end) {
      if (outcome instanceof Error) throw outcome;
      return outcome;
    }
    await sleep(wait, request.signal);
  }
}

/** A fetch that signs, retries what may be retried, and throws problems. */
export function transport(options: TransportOptions): Fetch {
  const { baseUrl, auth, fetch: send = plainFetch, retryForMs = LONGEST_MS } = options;
  const attempt = async (request: Request, end: number): Promise<[Response, string | null]> => {
    const patient: Fetch = (asked) => persist(send, asked, end);
    const token = auth ? await unlessAborted(auth.token(patient, baseUrl), request.signal) : null;
    const signed = request.clone();
    if (token) signed.headers.set("authorization", `Bearer ${token}`);
    return [await patient(signed), token];
  };
  return async (request) => {
    if (request.method === "POST" && !request.headers.has("idempotency-key"))
      request.headers.set("idempotency-key", crypto.randomUUID());
    // One limit for all of it: the token, the call, and both again after a 401.
    const end = Date.now() + Math.min(retryForMs, LONGEST_MS);
    let [response, token] = await attempt(request, end);
    if (response.status === 401 && auth && token) {
      auth.refused(token);
      [response, token] = await attempt(request, end);
    }
    if (!response.ok && response.status !== 304) throw await ProblemError.from(response);
    return response;
  };
}
