import { createTellmore, personSession } from "@tellmore/client";

const baseUrl = window.location.origin;
const leaving = new Set<() => void>();

/** Who is signed in. The access token lives here only. */
export const session = personSession({
  baseUrl,
  onSignedOut: () => {
    for (const leave of leaving) leave();
  },
});

export function whenSignedOut(leave: () => void): () => void {
  leaving.add(leave);
  return () => leaving.delete(leave);
}

/** The only door to the server. A person waits seconds, not the client's minute. */
export const api = createTellmore({ baseUrl, auth: session, retryForMs: 8000 });

/** For what needs no sign-in: with a session, trying to refresh it would lead to the sign-in page. */
export const openApi = createTellmore({ baseUrl, retryForMs: 8000 });

/** The header that says which version was read: a change made meanwhile is refused, not overwritten. */
export const ifMatch = (version: number) => ({ "if-match": `"${version}"` });
