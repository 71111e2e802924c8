import { ProblemError } from "./problem.js";

export type Fetch = (request: Request) => Promise<Response>;

export const plainFetch: Fetch = (request) => globalThis.fetch(request);

/** What the transport asks before each call, and tells when a token was refused. */
export interface Auth {
  token(send: Fetch, baseUrl: string): Promise<string | null>;
  refused(token: string): void;
}

const EARLY_MS = 30_000;

/** A token in memory. When none lives a new one is asked for, once for all who want it meanwhile. */
export class HeldToken implements Auth {
  #held = { token: "", until: 0 };
  #asking: Promise<string> | null = null;

  constructor(private readonly ask: (send: Fetch, baseUrl: string) => Promise<Response>) {}

  async token(send: Fetch, baseUrl: string): Promise<string> {
    if (this.#held.until > Date.now()) return this.#held.token;
    const asked = () => this.ask(send, baseUrl).then((answer) => this.take(answer));
    return (this.#asking ??= asked().finally(() => (this.#asking = null)));
  }

  async take(answer: Response): Promise<string> {
    if (!answer.ok) throw await ProblemError.from(answer);
    const { access_token: token, expires_in } = (await answer.json()) as { access_token: string; expires_in: number };
    const life = expires_in * 1000;
    this.#held = { token, until: Date.now() + Math.max(life - EARLY_MS, life / 2) };
    return token;
  }

  refused(token: string): void {
    if (this.#held.token === token) this.forget();
  }

  forget(): void {
    this.#held = { token: "", until: 0 };
  }
}

export interface ClientCredentials {
  clientId: string;
  clientSecret: string;
  scope?: string;
}

/** A system's sign-in: OAuth 2.0 client credentials. */
export function clientCredentials({ clientId, clientSecret, scope }: ClientCredentials): Auth {
  const who = { client_id: clientId, client_secret: clientSecret, ...(scope ? { scope } : {}) };
  const body = new URLSearchParams({ grant_type: "client_credentials", ...who });
  return new HeldToken((send, baseUrl) => send(new Request(`${baseUrl}/v1/oauth/token`, { method: "POST", body })));
}
