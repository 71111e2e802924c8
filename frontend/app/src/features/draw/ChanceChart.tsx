import { useTranslation } from "react-i18next";
import { chance, count, percent } from "@/lib/format";
import classes from "./Certificate.module.css";
import { type Bin, coarse, histogram } from "./chances";

interface Props {
  /** In how many panels each student sits. */
  turns: readonly number[];
  panels: number;
  /** Counts of students; otherwise shares to five in a hundred. */
  exact: boolean;
}

function useSay({ panels, exact }: Props, all: number) {
  const { t, i18n } = useTranslation("certificate");
  const say = (turns: number) => chance(turns / panels, i18n.language);
  return {
    range: ({ low, high }: Bin) => (low === high ? say(low) : t("chance.range", { low: say(low), high: say(high) })),
    many: ({ students }: Bin) => {
      if (exact) return count(students, i18n.language);
      const share = coarse(students / all);
      return share > 0 ? t("chance.about", { share: percent(share, i18n.language) }) : t("chance.hardly");
    },
  };
}

/** How many students had which chance: a table whose rows are bars. */
export function ChanceChart(props: Props) {
  const { t } = useTranslation("certificate");
  const bins = histogram(props.turns);
  const all = bins.reduce((sum, { students }) => sum + students, 0);
  const say = useSay(props, all);
  const part = ({ students }: Bin) => (props.exact ? students / all : coarse(students / all));
  const most = Math.max(...bins.map(part), 0.05);
  return (
    <table className={classes.chances}>
      <caption className="tm-hidden">{t("chance.title")}</caption>
      <thead>
        <tr>
          <th scope="col">{t("chance.of")}</th>
          <th scope="col" colSpan={2}>
            {t(props.exact ? "chance.students" : "chance.share")}
          </th>
        </tr>
      </thead>
      <tbody>
        {bins.map((bin) => (
          <tr key={bin.low}>
            <th scope="row">{say.range(bin)}</th>
            <td aria-hidden="true" className={classes.track}>
              <span style={{ inlineSize: `${(100 * part(bin)) / most}%` }} />
            </td>
            <td>{say.many(bin)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
