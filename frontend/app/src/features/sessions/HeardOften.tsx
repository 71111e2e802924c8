import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Member } from "@/lib/queries/sessions";
import classes from "./sessions.module.css";

interface Props {
  members: readonly Pick<Member, "id" | "pseudonym" | "this_year">[];
  chosen: readonly string[];
}

/** Before a session is planned: whom it would take from class beyond what the district allows. */
export function HeardOften({ members, chosen }: Props) {
  const { t } = useTranslation("sessions");
  const often = members.flatMap(({ id, pseudonym, this_year: year }) =>
    chosen.includes(id) && year?.reached && year.rounds !== null && year.minutes !== null
      ? [{ id, pseudonym, rounds: year.rounds, minutes: year.minutes }]
      : [],
  );
  return (
    <div role="status">
      {often.length > 0 && (
        <div className={classes.often}>
          <Text fw={600}>{t("often.title")}</Text>
          <ul>
            {often.map(({ id, pseudonym: name, rounds, minutes }) => (
              <li key={id}>
                {t("often.who", {
                  name,
                  rounds: t("often.rounds", { count: rounds }),
                  minutes: t("often.minutes", { count: minutes }),
                })}
              </li>
            ))}
          </ul>
          <Text>{t("often.text")}</Text>
        </div>
      )}
    </div>
  );
}
