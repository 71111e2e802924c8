import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { GroupsSolve } from "@/lib/queries/groups";
import { said } from "@/lib/said";
import classes from "./groups.module.css";

const families = ["sizes", "together", "apart", "grade_span", "free", "teaching", "one_place", "pins"] as const;

const loosened = ["groups", "largest", "smallest", "grade_span", "periods", "facilitators", "pins"] as const;

/** Changes of one rule each that are proved to make groups possible. */
function waysOf(value: unknown) {
  const given: unknown[] = Array.isArray(value) ? value : [];
  return given.flatMap((way) => {
    const { rule, to } = Object(way) as { rule?: unknown; to?: unknown };
    const known = loosened.find((each) => each === rule);
    return known ? [{ rule: known, to: Number(to) }] : [];
  });
}

const texts = (value: unknown) => (Array.isArray(value) ? value.map(String) : []);

/** Why there are no groups: in the server's words with pseudonyms for ids, and what would help. */
function Infeasible({ problem, names }: { problem: Record<string, unknown>; names: ReadonlyMap<string, string> }) {
  const { t } = useTranslation("groups");
  const known = families.filter((family) => texts(problem["conflict"]).includes(family));
  const detail = typeof problem["detail"] === "string" ? said(problem["detail"]) : "";
  const words = texts(problem["member_ids"]).reduce((text, id) => text.replaceAll(id, names.get(id) ?? t("somebody")), detail);
  const ways = waysOf(problem["relaxation"]);
  return (
    <>
      <Text>{words}</Text>
      {ways.length > 0 && (
        <>
          <Text mt="xs">{t("refused.do", { count: ways.length })}</Text>
          <ul>
            {ways.map(({ rule, to }) => (
              <li key={rule}>{t(`refused.way.${rule}`, { count: to })}</li>
            ))}
          </ul>
        </>
      )}
      {ways.length === 0 && known.length > 0 && (
        <>
          <Text mt="xs">{t("refused.help", { count: known.length })}</Text>
          <ul>
            {known.map((family) => (
              <li key={family}>{t(`refused.${family}`)}</li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

/** How the last work ended when it brought no groups. */
export function Refusal({ solve, names }: { solve: GroupsSolve; names: ReadonlyMap<string, string> }) {
  const { t } = useTranslation("groups");
  if (solve.status === "cancelled") return <Text role="status">{t("refused.cancelled")}</Text>;
  const title = solve.problem?.["title"];
  return (
    <div className={classes.notice} role="alert">
      <Text fw={650}>{typeof title === "string" ? said(title) : t("refused.failed")}</Text>
      {solve.problem && <Infeasible problem={solve.problem} names={names} />}
    </div>
  );
}
