import type { Schemas } from "@tellmore/client";
import { Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { DateField, LongTextField, SelectField } from "@/components/form/fields";
import type { Theme } from "@/lib/queries/insights";
import classes from "./actions.module.css";
import type { ActionItem } from "@/lib/queries/actions";

type EntryWrite = Schemas["EntryWrite"];
const answers = ["heard", "we_did", "we_cannot"] as const;

interface Props {
  theme: Theme;
  /** The items on this theme that are done: only what is done may be told as done. */
  done: readonly ActionItem[];
  entry: EntryWrite | undefined;
  onChange: (entry: EntryWrite | undefined) => void;
}

function Answer({ theme, done, entry, set }: Omit<Props, "entry" | "onChange"> & { entry: EntryWrite; set: (part: Partial<EntryWrite>) => void }) {
  const { t } = useTranslation("actions");
  const name = (field: string) => `${field}-${theme.id}`;
  const choice = [{ value: "", label: t("told.choose") }, ...done.map(({ id, title }) => ({ value: id, label: title }))];
  if (entry.answer === "heard")
    return (
      <DateField name={name("answer_due_on")} label={t("told.dueBy")} value={entry.answer_due_on ?? ""} onChange={(day) => set({ answer_due_on: day || null })} />
    );
  return (
    <>
      {entry.answer === "we_did" && (
        <SelectField
          name={name("action_item_id")}
          label={t("told.item")}
          help={done.length === 0 ? t("told.noneDone") : undefined}
          options={choice}
          value={entry.action_item_id ?? ""}
          onChange={(id) => set({ action_item_id: id || null })}
        />
      )}
      <LongTextField name={name("text")} label={t(`told.${entry.answer}Text`)} rows={2} value={entry.text ?? ""} onChange={(text) => set({ text: text || null })} />
    </>
  );
}

/** What students are told of one theme: you said, and one of three answers. */
export function EntryForm({ theme, done, entry, onChange }: Props) {
  const { t } = useTranslation("actions");
  const start = { theme_id: theme.id, you_said: theme.title, answer: "heard" } as const;
  const set = (part: Partial<EntryWrite>) => onChange({ ...(entry ?? start), ...part });
  const choose = (value: string) => {
    const answer = answers.find((one) => one === value);
    if (answer) set({ answer, text: null, action_item_id: null, answer_due_on: null });
    else onChange(undefined);
  };
  return (
    <div className={classes.entry}>
      <Title order={3} size="h5">
        {theme.title}
      </Title>
      <SelectField
        name={`answer-${theme.id}`}
        label={t("told.answer")}
        options={[{ value: "", label: t("told.nothing") }, ...answers.map((one) => ({ value: one, label: t(`told.${one}`) }))]}
        value={entry?.answer ?? ""}
        onChange={choose}
      />
      {entry && (
        <>
          <LongTextField name={`you_said-${theme.id}`} label={t("told.youSaid")} rows={2} value={entry.you_said} onChange={(you_said) => set({ you_said })} />
          <Answer {...{ theme, done, entry, set }} />
        </>
      )}
    </div>
  );
}
