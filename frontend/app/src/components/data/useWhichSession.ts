import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { sayMoment } from "@/lib/format";
import { sessionQuery } from "@/lib/queries/sessions";

/** A session by its time, as far as the server tells; the way to it is open all the same. */
export function useWhichSession(id: string) {
  const { t, i18n } = useTranslation();
  const { data: session } = useQuery({ ...sessionQuery(id), throwOnError: false });
  const when = session && sayMoment(new Date(session.started_at ?? session.starts_at), i18n.language);
  return { session, said: when ? t("unsent.session", { when }) : t("unsent.someSession") };
}
