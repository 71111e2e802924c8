import { ProblemError } from "./problem.js";

export type Fetch = (request: Request) => Promise<Response>;

/** What the transport asks before each call, and tells when a token was refused. */
export interface Auth {
  token(send: Fetch, baseUrl: string): Promise<string | null>;
  refused(token: string): void;
}

export interface Held {
  token: string;
  until: number;
}

const EARLY_MS = 30_000;

export const live = (held: Held | null): held is Held => held !== null && held.until > Date.now();

export async function granted(response: Response): Promise<Held> {
  if (!response.ok) throw await ProblemError.from(response);
  const grant = (await response.json()) as { access_token: string; expires_in: number };
  const life = grant.expires_in * 1000;
  return { token: grant.access_token, until: Date.now() + Math.max(life - EARLY_MS, life / 2) };
}

/** One call at a time: whoever asks meanwhile gets the same answer. */
export function single<A extends unknown[], T>(work: (...args: A) => Promise<T>): (...args: A) => Promise<T> {
  let running: Promise<T> | null = null;
  return (...args) => (running ??= work(...args).finally(() => (running = null)));
}

export interface ClientCredentials {
  clientId: string;
  clientSecret: string;
  scope?: string;
}

/** A system's sign-in: OAuth 2.0 client credentials. */
export function clientCredentials({ clientId, clientSecret, scope }: ClientCredentials): Auth {
  let now: Held | null = null;
  const ask = single(async (send: Fetch, baseUrl: string) => {
    const who = { client_id: clientId, client_secret: clientSecret, ...(scope ? { scope } : {}) };
    const body = new URLSearchParams({ grant_type: "client_credentials", ...who });
    const request = new Request(`${baseUrl}/v1/oauth/token`, { method: "POST", body });
    return (now = await granted(await send(request)));
  });
  return {
    token: async (send, baseUrl) =>
      live(now) ? now.token : (await ask(send, baseUrl)).token,
    refused: (token) => {
      if (now?.token === token) now = null;
    },
  };
}
