import { Button, Group, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { LongTextField } from "@/components/form/fields";
import { Fold } from "@/components/ui/Fold";
import { FindingLines } from "./FindingLines";
import { type DraftQuestion, filled, moved } from "./draft";
import classes from "./guide.module.css";
import type { Bank, Guide } from "./queries";
import type { GuideDraft } from "./useGuideDraft";

interface Props {
  guide: Guide;
  bank: Bank;
  draft: GuideDraft;
}

interface OneProps extends Props {
  question: DraftQuestion;
  at: number;
}

function useWords({ question, guide, bank }: OneProps) {
  const source = bank.questions.find(({ key }) => key === question.bank_key);
  const say = (text: string) => filled(text, guide.school_name);
  const prompts = (question.prompts ?? source?.prompts ?? []).map(({ kind, text }) => ({ kind, text: say(text) }));
  return { text: question.text ?? say(source?.text ?? ""), prompts };
}

/** What the linter says of this place, once the server holds what the screen holds. */
function findingsAt({ guide, draft, question, at }: OneProps) {
  const held = guide.content.questions[at];
  if (!held || guide.content.questions.length !== draft.questions.length || held.bank_key !== question.bank_key) return [];
  return guide.findings.filter(({ key }) => key === held.key || key.startsWith(`${held.key}.`));
}

function Reword(props: OneProps) {
  const { t } = useTranslation("guide");
  const { question, at, draft } = props;
  const words = useWords(props);
  const set = (part: Partial<DraftQuestion>) =>
    draft.setQuestions(draft.questions.map((one, place) => (place === at ? { ...one, ...part } : one)));
  const setPrompt = (place: number, text: string) =>
    set({ prompts: words.prompts.map((one, other) => (other === place ? { ...one, text } : one)) });
  return (
    <Fold title={t("reword")}>
      <LongTextField
        name={`text-${question.id}`}
        label={t("question")}
        rows={2}
        value={words.text}
        onChange={(text) => set({ text })}
      />
      {words.prompts.map(({ kind, text }, place) => (
        <LongTextField
          key={`${kind}-${place}`}
          name={`prompt-${question.id}-${place}`}
          label={t(`prompt.${kind}`)}
          rows={1}
          value={text}
          onChange={(next) => setPrompt(place, next)}
        />
      ))}
    </Fold>
  );
}

function One(props: OneProps) {
  const { t } = useTranslation("guide");
  const { at, draft } = props;
  const { text, prompts } = useWords(props);
  const last = draft.questions.length - 1;
  const go = (to: number) => draft.setQuestions(moved(draft.questions, at, to));
  const leave = () => draft.setQuestions(draft.questions.filter((_, place) => place !== at));
  const named = { number: at + 1 };
  return (
    <li>
      <p className={classes.said}>{text}</p>
      {prompts.map((one) => (
        <p key={`${one.kind}-${one.text}`} className={classes.prompt}>
          {t(`prompt.${one.kind}`)}: {one.text}
        </p>
      ))}
      <FindingLines findings={findingsAt(props)} />
      <Group gap="xs">
        <Button variant="subtle" size="compact-md" disabled={at === 0} aria-label={t("upOf", named)} onClick={() => go(at - 1)}>
          {t("up")}
        </Button>
        <Button variant="subtle" size="compact-md" disabled={at === last} aria-label={t("downOf", named)} onClick={() => go(at + 1)}>
          {t("down")}
        </Button>
        <Button variant="subtle" color="warn" size="compact-md" aria-label={t("removeOf", named)} onClick={leave}>
          {t("remove")}
        </Button>
      </Group>
      <Reword {...props} />
    </li>
  );
}

/** The questions in the order of the guide. In the room, any order is fine. */
export function Chosen(props: Props) {
  const { t } = useTranslation("guide");
  const { draft } = props;
  if (draft.questions.length === 0) return <Text c="dimmed">{t("nothingChosen")}</Text>;
  return (
    <ol className={classes.questions}>
      {draft.questions.map((question, at) => (
        <One key={question.id} {...props} question={question} at={at} />
      ))}
    </ol>
  );
}
