import { type Fetch, type Tellmore, createTellmore, ok, personSession } from "@tellmore/client";
import { hearDate } from "./clock";

const baseUrl = window.location.origin;
const leaving = new Set<() => void>();

/** The browser's own. Each answer tells what the server's clock says. */
const send: Fetch = async (request) => {
  const asked = Date.now();
  const answer = await window.fetch(request);
  hearDate(answer.headers.get("date"), asked);
  return answer;
};

/** Who is signed in. The access token lives here only. */
export const session = personSession({
  baseUrl,
  fetch: send,
  onSignedOut: () => {
    for (const leave of leaving) leave();
  },
});

export function whenSignedOut(leave: () => void): () => void {
  leaving.add(leave);
  return () => leaving.delete(leave);
}

/** A person waits seconds, not the client's minute. */
const common = { baseUrl, fetch: send, retryForMs: 8000 };

/** The only door to the server. */
export const api = createTellmore({ ...common, auth: session });

/** For what needs no sign-in: with a session, trying to refresh it would lead to the sign-in page. */
export const openApi = createTellmore(common);

let proven = { token: "", person: "" };

/**
 * The same door, for one person alone. Another tab may have signed in somebody else: under that name
 * nothing may go out that this one wrote.
 */
export async function apiOf(person: string, signal: AbortSignal): Promise<Tellmore> {
  const token = await session.token(send, baseUrl);
  if (token === null) throw new Error("Nobody is signed in");
  const refused = (one: string) => session.refused(one);
  const held = createTellmore({ ...common, auth: { token: () => Promise.resolve(token), refused } });
  if (proven.token !== token) proven = { token, person: (await ok(held.GET("/v1/me", { signal }))).id };
  if (proven.person !== person) throw new Error("Somebody else is signed in");
  return held;
}

/** The header that says which version was read: a change made meanwhile is refused, not overwritten. */
export const ifMatch = (version: number) => ({ "if-match": `"${version}"` });
