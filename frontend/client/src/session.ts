import { type Auth, type Fetch, type Held, granted, live, single } from "./auth.js";
import { ProblemError } from "./problem.js";

/** Every call and every tab waits for a refresh: a network that carries nothing must not hold them for minutes. */
const PATIENCE_MS = 10_000;

export interface PersonSessionOptions {
  baseUrl: string;
  fetch?: Fetch;
  /** Called when the server no longer accepts this session. */
  onSignedOut?: () => void;
}

export interface PersonSession extends Auth {
  signIn(email: string, password: string): Promise<void>;
  /** Take up the session that the HttpOnly cookie keeps; false when there is none. One that is in use asks nobody. */
  resume(): Promise<boolean>;
  signOut(): Promise<void>;
}

/** Two tabs that refresh at once would present one token twice, which revokes the family. */
function alone<T>(work: () => Promise<T>): Promise<T> {
  // Node before 24 has no locks, and no tabs either.
  const { locks } = globalThis.navigator as { locks?: LockManager };
  return locks ? locks.request("tellmore-refresh", work) : work();
}

/** A person's sign-in: the access token stays in memory, the refresh token in the cookie. */
export function personSession({ baseUrl, fetch: given, onSignedOut }: PersonSessionOptions): PersonSession {
  const send: Fetch = given ?? ((request) => globalThis.fetch(request));
  let now: Held | null = null;
  const post = (path: string, body?: object, signal?: AbortSignal) =>
    send(
      new Request(`${baseUrl}/v1/auth/${path}`, {
        method: "POST",
        credentials: "same-origin",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body ?? {}),
        signal: signal ?? null,
      }),
    );
  const refresh = single(() =>
    alone(async () => {
      const response = await post("refresh", undefined, AbortSignal.timeout(PATIENCE_MS));
      if (response.status === 401) return null;
      return (now = await granted(response));
    }),
  );
  return {
    token: async () => {
      if (live(now)) return now.token;
      const fresh = await refresh();
      if (!fresh) onSignedOut?.();
      return fresh?.token ?? null;
    },
    refused: (token) => {
      if (now?.token === token) now = null;
    },
    signIn: async (email, password) => {
      now = await granted(await post("sign-in", { email, password }));
    },
    resume: async () => live(now) || (await refresh()) !== null,
    signOut: async () => {
      const response = await post("sign-out");
      now = null;
      if (!response.ok && response.status !== 401) throw await ProblemError.from(response);
    },
  };
}
