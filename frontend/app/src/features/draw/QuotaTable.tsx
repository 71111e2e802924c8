import { useTranslation } from "react-i18next";
import { useCriterionName, useValueName } from "@/components/data/criteria";
import classes from "./Certificate.module.css";
import type { Certificate } from "./queries";

type Line = Certificate["certificate"]["results"][number];

function Row({ line, name }: { line: Line; name: string }) {
  const { t } = useTranslation("certificate");
  const { low, high, pool, target, actual } = line;
  return (
    <tr>
      <th scope="row">{name}</th>
      {actual === null ? (
        <td colSpan={4}>{t("quota.few")}</td>
      ) : (
        <>
          <td>{pool}</td>
          <td>{low === high ? low : t("quota.bounds", { low, high })}</td>
          <td>{target}</td>
          <td>{actual}</td>
        </>
      )}
    </tr>
  );
}

interface Props {
  results: readonly Line[];
  schools: { id: string; name: string }[];
}

/** Each quota: the pool, what was allowed, its share of the seats, and what the draw gave it. */
export function QuotaTable({ results, schools }: Props) {
  const { t } = useTranslation("certificate");
  const criterion = useCriterionName();
  const value = useValueName(schools);
  const columns = ["pool", "allowed", "target", "actual"] as const;
  return (
    <table className={classes.quotas}>
      <caption className="tm-hidden">{t("quota.title")}</caption>
      <thead>
        <tr>
          <th scope="col">{t("quota.value")}</th>
          {columns.map((one) => (
            <th scope="col" key={one}>
              {t(`quota.${one}`)}
            </th>
          ))}
        </tr>
      </thead>
      {[...Map.groupBy(results, (line) => line.criterion)].map(([name, lines]) => (
        <tbody key={name}>
          <tr>
            <th scope="rowgroup" colSpan={5}>
              {criterion(name)}
            </th>
          </tr>
          {lines.map((line) => (
            <Row key={line.value} line={line} name={value(name, line.value)} />
          ))}
        </tbody>
      ))}
    </table>
  );
}
