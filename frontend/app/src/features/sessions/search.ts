import type { SessionStatus } from "@/lib/queries/sessions";

export const statuses = ["scheduled", "running", "completed", "cancelled"] as const satisfies readonly SessionStatus[];

/** What narrows the list of sessions, as the URL holds it. */
export interface SessionSearch {
  status?: SessionStatus | undefined;
  mine?: boolean | undefined;
}
