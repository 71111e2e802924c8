import { useTranslation } from "react-i18next";
import { exact, sayDay, sayMoment } from "@/lib/format";

/** A time as people say it, exact on hover. A date without a clock is a day. */
export function When({ at }: { at: string }) {
  const { i18n } = useTranslation();
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(at);
  const date = new Date(isDay ? `${at}T00:00:00` : at);
  const said = isDay ? sayDay(date, i18n.language) : sayMoment(date, i18n.language);
  return (
    <time dateTime={at} title={exact(date, i18n.language)}>
      {said}
    </time>
  );
}
