import { useTranslation } from "react-i18next";
import { tell } from "@/lib/toasts";
import type { Request } from "./queries";

const going = new Set<Request["state"]>(["queued", "sent"]);
const held = new Set<Request["state"]>(["no_mail", "no_address"]);

/** How many are written to, and how many nobody can write to: those are handed their link, or a paper. */
export function useToldSent(): (requests: readonly Request[]) => void {
  const { t } = useTranslation("consent");
  return (requests) => {
    const among = (states: ReadonlySet<Request["state"]>) => requests.filter(({ state }) => states.has(state)).length;
    if (among(going) > 0) tell(t("asked", { count: among(going) }));
    if (among(held) > 0) tell(t("notMailed", { count: among(held) }));
  };
}
