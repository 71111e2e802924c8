import { useEffect, useState } from "react";
import type { Unsent } from "./outbox";
import { useSignedOut } from "./signedOut";

export type { Unsent } from "./outbox";

/** How many entries in all. */
export const countUnsent = (unsent: readonly Unsent[]): number =>
  unsent.reduce((count, { waiting, refused }) => count + waiting + refused, 0);

const none: readonly Unsent[] = [];

/** Runs what a module, fetched after the page, begins; whoever leaves before it came begins nothing. */
function begun(fetched: Promise<() => () => void>): () => void {
  let end: (() => void) | undefined;
  let left = false;
  void fetched.then((begin) => {
    if (!left) end = begin();
  });
  return () => {
    left = true;
    end?.();
  };
}

/** As long as this person is signed in, what they wrote on this device goes to the server. */
export function useSender(by: string): void {
  const out = useSignedOut();
  useEffect(
    () => (out ? undefined : begun(import("./sender").then(({ startSender }) => () => startSender(by)))),
    [by, out],
  );
}

/** What this person wrote on this device and the server does not have, by session. Nobody else's. */
export function useUnsent(by: string): readonly Unsent[] {
  const [seen, setSeen] = useState({ by, unsent: none });
  useEffect(
    () =>
      begun(
        import("./outbox").then(({ unsentOf }) => () => {
          const all = unsentOf(by).subscribe((unsent) => setSeen({ by, unsent }));
          return () => all.unsubscribe();
        }),
      ),
    [by],
  );
  return seen.by === by ? seen.unsent : none;
}
