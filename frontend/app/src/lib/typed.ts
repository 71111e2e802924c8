import { type HistoryState, useLocation } from "@tanstack/react-router";

declare module "@tanstack/react-router" {
  interface HistoryState {
    typed?: string | undefined;
  }
}

/** The name that somebody is looked for by on this page. The history keeps it, so that back works; the address never does. */
export function useTyped(): string | undefined {
  return useLocation({ select: ({ state }) => state.typed });
}

/** The state of a page on which this was typed. */
export const withTyped = (typed: string | undefined) => (was: HistoryState) => ({ ...was, typed });
