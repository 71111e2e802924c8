import { Checkbox, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { FindingLines } from "./FindingLines";
import { filled } from "./draft";
import classes from "./guide.module.css";
import type { Bank, BankQuestion } from "./queries";
import type { GuideDraft } from "./useGuideDraft";

interface Props {
  bank: Bank;
  school: string;
  draft: GuideDraft;
}

function Pick({ question, school, draft }: Omit<Props, "bank"> & { question: BankQuestion }) {
  const { t } = useTranslation("guide");
  const chosen = draft.questions.some(({ bank_key }) => bank_key === question.key);
  const own = { id: question.key, bank_key: question.key, text: null, prompts: null };
  const toggle = () =>
    draft.setQuestions(
      chosen ? draft.questions.filter(({ bank_key }) => bank_key !== question.key) : [...draft.questions, own],
    );
  return (
    <div>
      <Checkbox size="md" checked={chosen} onChange={toggle} label={filled(question.text, school)} />
      {question.prompts.map(({ key, kind, text }) => (
        <p key={key} className={classes.prompt}>
          {t(`prompt.${kind}`)}: {filled(text, school)}
        </p>
      ))}
      <div className={classes.prompt}>
        <FindingLines findings={question.findings} />
      </div>
    </div>
  );
}

/** A pick-list: nobody asks all of them. */
export function BankPicker({ bank, school, draft }: Props) {
  return (
    <div className={classes.bank}>
      {bank.sets.map((set) => (
        <section key={set.key} aria-labelledby={`set-${set.key}`} className={classes.bank}>
          <Title order={3} size="h5" id={`set-${set.key}`}>
            {set.text}
          </Title>
          {bank.questions
            .filter((question) => question.set === set.key)
            .map((question) => (
              <Pick key={question.key} {...{ question, school, draft }} />
            ))}
        </section>
      ))}
    </div>
  );
}
