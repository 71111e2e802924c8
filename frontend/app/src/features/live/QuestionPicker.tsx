import { Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Dialog } from "@/components/ui/Dialog";
import type { Guide } from "./queries";
import classes from "./live.module.css";

interface Props {
  guide: Guide;
  current: string | null;
  onPick: (key: string) => void;
  onClose: () => void;
}

/** To which question the notes belong. It changes nothing on the moderator's screen. */
export function QuestionPicker({ guide, current, onPick, onClose }: Props) {
  const { t } = useTranslation("live");
  return (
    <Dialog label={t("notes.toQuestion")} onClose={onClose}>
      <Title order={2} size="h4">
        {t("notes.toQuestion")}
      </Title>
      <ol className={classes.questions} lang={guide.language}>
        {guide.content.questions.map(({ key, text }) => (
          <li key={key}>
            <button type="button" aria-current={key === current} onClick={() => onPick(key)}>
              {text}
            </button>
          </li>
        ))}
      </ol>
    </Dialog>
  );
}
