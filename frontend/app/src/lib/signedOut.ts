import { useSyncExternalStore } from "react";

let out = false;
const listeners = new Set<() => void>();

/** The server ended the session while somebody was on a page: true until they have signed in again. */
export function setSignedOut(now: boolean): void {
  out = now;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const useSignedOut = (): boolean => useSyncExternalStore(subscribe, () => out);
