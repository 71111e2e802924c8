import { type Auth, type Fetch, HeldToken, plainFetch } from "./auth.js";
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
  // Node before 24 has no locks, before 21 no navigator, and never tabs.
  const { navigator } = globalThis as { navigator?: { locks?: LockManager } };
  const locks = navigator?.locks;
  return locks ? locks.request("tellmore-refresh", work) : work();
}

const isSignedOut = (error: unknown) => error instanceof ProblemError && error.status === 401;

/** A person's sign-in: the access token stays in memory, the refresh token in the cookie. */
export function personSession({ baseUrl, fetch: send = plainFetch, onSignedOut }: PersonSessionOptions): PersonSession {
  const post = (path: string, body: object = {}, signal: AbortSignal | null = null) => {
    const headers = { "content-type": "application/json" };
    const init = { method: "POST", credentials: "same-origin", headers, body: JSON.stringify(body), signal } as const;
    return send(new Request(`${baseUrl}/v1/auth/${path}`, init));
  };
  const held = new HeldToken(() => alone(() => post("refresh", {}, AbortSignal.timeout(PATIENCE_MS))));
  const current = () =>
    held.token(send, baseUrl).catch((error: unknown) => {
      if (isSignedOut(error)) return null;
      throw error;
    });
  return {
    token: async () => {
      const found = await current();
      if (found === null) onSignedOut?.();
      return found;
    },
    refused: (token) => held.refused(token),
    signIn: async (email, password) => {
      await held.take(await post("sign-in", { email, password }));
    },
    resume: async () => (await current()) !== null,
    signOut: async () => {
      const response = await post("sign-out");
      held.forget();
      if (!response.ok && response.status !== 401) throw await ProblemError.from(response);
    },
  };
}
