import type { Auth, Fetch } from "./auth.js";
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

const passing = (status: number) => status === 408 || status === 429 || status >= 500;
/** `Retry-After` in milliseconds: seconds or a date; null when absent. */
export function retryAfter(headers: Headers, now = Date.now()): number | null {
  const value = headers.get("retry-after");
  if (!value) return null;
  const seconds = Number(value);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const date = Date.parse(value);
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}

const backoff = (attempt: number) => 300 * 2 ** attempt * (0.5 + Math.random() / 2);

export function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const stop = () => (clearTimeout(timer), reject(signal.reason as Error));
    const timer = setTimeout(() => (signal.removeEventListener("abort", stop), resolve()), ms);
    signal.addEventListener("abort", stop, { once: true });
  });
}

/** How long to wait before the next try; null: this answer is final. */
function pause(outcome: Response | Error, attempt: number): number | null {
  if (outcome instanceof Error) return outcome.name === "TypeError" ? backoff(attempt) : null;
  if (!passing(outcome.status)) return null;
  return retryAfter(outcome.headers) ?? backoff(attempt);
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

/** Others may wait for the same work: it goes on when one of them gives up. */
function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const stop = () => reject(signal.reason as Error);
    signal.addEventListener("abort", stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", stop));
  });
}

function signed(request: Request, token: string | null): Request {
  const copy = request.clone();
  if (token) copy.headers.set("authorization", `Bearer ${token}`);
  return copy;
}

/** A fetch that signs, retries what may be retried, and throws problems. */
export function transport({ baseUrl, auth, fetch: given, retryForMs = LONGEST_MS }: TransportOptions): Fetch {
  const send: Fetch = given ?? ((request) => globalThis.fetch(request));
  const attempt = async (request: Request, end: number): Promise<[Response, string | null]> => {
    const patient: Fetch = (asked) => persist(send, asked, end);
    const token = auth ? await unlessAborted(auth.token(patient, baseUrl), request.signal) : null;
    return [await patient(signed(request, token)), token];
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
