import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Guide, Question } from "./queries";
import classes from "./live.module.css";

interface Props {
  guide: Guide | null;
  current: string | null;
  asked: readonly string[];
  busy: boolean;
  onAsk: (key: string) => void;
}

export function questionOf(guide: Guide | null, key: string | null): Question | undefined {
  return guide?.content.questions.find((one) => one.key === key || one.prompts.some((prompt) => prompt.key === key));
}

function Probes({ guide, question }: { guide: Guide; question: Question | undefined }) {
  const { t } = useTranslation("live");
  return (
    <details className={classes.fold}>
      <summary>{t("question.probes")}</summary>
      <ul lang={guide.language}>
        {question?.prompts.map(({ key, kind, text }) => (
          <li key={key}>
            {kind !== "follow_up" && <b>{t(`question.${kind}`)} </b>}
            {text}
          </li>
        ))}
        {guide.content.probes.map(({ key, text }) => (
          <li key={key}>{text}</li>
        ))}
      </ul>
    </details>
  );
}

function Tips({ guide }: { guide: Guide }) {
  const { t } = useTranslation("live");
  if (guide.content.tips.length === 0) return null;
  return (
    <details className={classes.fold}>
      <summary>{t("question.tips")}</summary>
      <ul lang={guide.language}>
        {guide.content.tips.map(({ key, text }) => (
          <li key={key}>{text}</li>
        ))}
      </ul>
    </details>
  );
}

function AllQuestions({ guide, current, asked, busy, onAsk }: Props & { guide: Guide }) {
  const { t } = useTranslation("live");
  const { questions } = guide.content;
  const done = questions.filter(({ key }) => asked.includes(key)).length;
  return (
    <details className={classes.fold} open={current === null}>
      <summary>{t("question.all", { asked: done, count: questions.length })}</summary>
      <ol className={classes.questions} lang={guide.language}>
        {questions.map(({ key, text }) => (
          <li key={key}>
            <button type="button" disabled={busy} aria-current={key === current} onClick={() => onAsk(key)}>
              {text}
              {asked.includes(key) && <small>{t("question.asked")}</small>}
            </button>
          </li>
        ))}
      </ol>
    </details>
  );
}

/** To come back to one at the wrap-up. */
export function QuestionsAgain({ guide }: { guide: Guide }) {
  const { t } = useTranslation("live");
  return (
    <details className={classes.fold}>
      <summary>{t("question.again")}</summary>
      <ol lang={guide.language}>
        {guide.content.questions.map(({ key, text }) => (
          <li key={key}>{text}</li>
        ))}
      </ol>
    </details>
  );
}

/** The question now, in large type. The order is never forced. */
export function QuestionNow(props: Props) {
  const { t } = useTranslation("live");
  const { guide, current, asked, busy, onAsk } = props;
  const question = questionOf(guide, current);
  const next = guide?.content.questions.find(({ key }) => !asked.includes(key));
  if (!guide) return <p className={classes.question}>{t("before.noGuide")}</p>;
  return (
    <section aria-label={t("question.now")}>
      <p className={classes.question} lang={question && guide.language} aria-live="polite">
        {question?.text ?? t("question.choose")}
      </p>
      <Probes guide={guide} question={question} />
      <Tips guide={guide} />
      <AllQuestions {...props} guide={guide} />
      {next && (
        <Button variant="light" size="md" mt="md" disabled={busy} onClick={() => onAsk(next.key)}>
          {t("question.next")}
        </Button>
      )}
    </section>
  );
}
