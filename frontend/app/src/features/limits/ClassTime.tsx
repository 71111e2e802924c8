import { Group, Stack, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { ButtonLink } from "@/components/ui/ButtonLink";
import { count } from "@/lib/format";
import classes from "./ClassTime.module.css";
import { fullDay } from "./days";
import type { ClassTime as Found } from "./queries";

type Row = Pick<Found["schools"][number], "students" | "out_of_class" | "rounds" | "minutes">;

interface Figures {
  row: Row;
  /** The longest bar of the column. */
  most: { share: number; minutes: number };
}

const share = ({ out_of_class: out, students }: Row) => (out === null || students === 0 ? 0 : out / students);

function Bar({ part }: { part: number }) {
  return <span className={classes.bar} style={{ width: `${100 * part}%` }} aria-hidden="true" />;
}

function Cells({ row, most }: Figures) {
  const { t, i18n } = useTranslation("limits");
  const say = (value: number) => count(value, i18n.language);
  const { students, out_of_class: out, rounds, minutes } = row;
  if (out === null || rounds === null || minutes === null)
    return (
      <td colSpan={3} className={classes.few}>
        {t("spent.few")}
      </td>
    );
  return (
    <>
      <td>
        {t("spent.of", { out: say(out), all: say(students) })}
        {most.share > 0 && <Bar part={share(row) / most.share} />}
      </td>
      <td>
        {say(minutes)}
        {most.minutes > 0 && <Bar part={minutes / most.minutes} />}
      </td>
      <td>{say(rounds)}</td>
    </>
  );
}

function Schools({ schools, total }: Pick<Found, "schools" | "total">) {
  const { t } = useTranslation("limits");
  const most = {
    share: Math.max(...schools.map(share)),
    minutes: Math.max(...schools.map(({ minutes }) => minutes ?? 0)),
  };
  return (
    <table className={classes.table}>
      <caption className="tm-hidden">{t("spent.title")}</caption>
      <thead>
        <tr>
          {(["school", "out", "minutes", "rounds"] as const).map((column) => (
            <th scope="col" key={column}>
              {t(`spent.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {schools.map((row) => (
          <tr key={row.school_id}>
            <th scope="row">{row.name}</th>
            <Cells row={row} most={most} />
          </tr>
        ))}
      </tbody>
      {total && schools.length > 1 && (
        <tfoot>
          <tr>
            <th scope="row">{t("spent.total")}</th>
            <Cells row={total} most={{ share: 0, minutes: 0 }} />
          </tr>
        </tfoot>
      )}
    </table>
  );
}

function None() {
  const { t } = useTranslation("limits");
  return (
    <>
      <Text c="dimmed" maw="44rem">
        {t("spent.none.text")}
      </Text>
      <Group>
        <ButtonLink to="/sessions" variant="default">
          {t("spent.none.go")}
        </ButtonLink>
      </Group>
    </>
  );
}

/** What sessions cost each school in class time this year: as bars, and as figures beside them. */
export function ClassTime({ found }: { found: Found }) {
  const { t, i18n } = useTranslation("limits");
  const { year, sessions, schools, total, withheld } = found;
  return (
    <Stack component="section" mt="xl" aria-labelledby="class-time">
      <Title order={2} size="h4" id="class-time">
        {t("spent.title")}
      </Title>
      {!year.starts_on && <Text maw="44rem">{t("spent.unknown")}</Text>}
      {sessions === 0 && <None />}
      {year.starts_on && sessions ? (
        <>
          <Text c="dimmed" maw="44rem">
            {t("spent.lead", { count: sessions, day: fullDay(year.starts_on, i18n.language) })}
          </Text>
          <Schools schools={schools} total={total} />
          {withheld.length > 0 && <Text maw="44rem">{t("spent.withheld")}</Text>}
        </>
      ) : null}
    </Stack>
  );
}
