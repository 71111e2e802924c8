import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { NotTaken } from "@/components/data/NotTaken";
import { useEntryWords } from "@/components/data/useEntryWords";
import { Confirm } from "@/components/ui/Confirm";
import { Icon, type IconName } from "@/components/ui/Icon";
import type { Line, Saved } from "./lines";
import classes from "./notes.module.css";

interface Props {
  lines: readonly Line[];
  names: ReadonlyMap<string, string>;
  editing: string | null;
  onEdit: (line: Line) => void;
  onStrike: (line: Line) => void;
  onDrop: (n: number) => void;
  onAgain: (n: number) => void;
}

const icons: Record<Saved, IconName> = { server: "done", device: "waiting", refused: "warning" };

function LineRow({ line, ...props }: { line: Line } & Omit<Props, "lines">) {
  const { t } = useTranslation("live");
  const words = useEntryWords();
  const { refused } = line;
  const who = line.member_id ? (props.names.get(line.member_id) ?? "") : t("notes.group");
  return (
    <li data-kind={line.kind} aria-current={props.editing === line.id ? "true" : undefined}>
      <span className={classes.saved} data-saved={line.saved} title={t(`saved.${line.saved}`)}>
        <Icon name={icons[line.saved]} size={16} />
        <small>{t(`saved.${line.saved}`)}</small>
      </span>
      <div>
        <p>
          <b>{who}</b>
          {line.wording === "paraphrase" && <small> {t("notes.paraphrased")}</small>}
        </p>
        <p className={classes.words}>{line.withheld ? t("notes.withheld") : words(line)}</p>
        {refused && (
          <NotTaken {...refused} onAgain={() => props.onAgain(refused.n)} onDrop={() => props.onDrop(refused.n)} />
        )}
      </div>
      <div className={classes.deeds}>
        {line.mayEdit && line.text !== null && (
          <Button size="compact-sm" variant="subtle" onClick={() => props.onEdit(line)}>
            {t("notes.edit")}
          </Button>
        )}
        {line.mayStrike && (
          <Confirm label={t("notes.strike")} lost={t("notes.strikeLost")} onConfirm={() => props.onStrike(line)} />
        )}
      </div>
    </li>
  );
}

/** Grows upward from the input: the newest line is the one above it. */
export function Stream({ lines, ...props }: Props) {
  const { t } = useTranslation("live");
  return (
    // Scrolled from its end, so that what is read higher up stays where it is.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a region that scrolls must take the keyboard
    <section className={classes.stream} aria-label={t("notes.stream")} tabIndex={0}>
      <ol>
        {lines.map((line) => (
          <LineRow key={line.id} line={line} {...props} />
        ))}
      </ol>
      {lines.length === 0 && <p className={classes.none}>{t("notes.none")}</p>}
    </section>
  );
}
