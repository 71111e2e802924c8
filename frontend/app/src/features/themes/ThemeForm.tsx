import { Button, Checkbox, Group, Stack } from "@mantine/core";
import { type SyntheticEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { FormErrors } from "@/components/form/FormErrors";
import { NamesFound } from "@/components/form/NamesFound";
import { LongTextField, TextField, fieldId } from "@/components/form/fields";
import { fieldErrors } from "@/components/form/errors";
import type { Code, Coding, Theme } from "@/lib/queries/insights";
import { EvidencePicker } from "./EvidencePicker";
import { type ThemeDraft, useClearWord, useSaveTheme } from "./mutations";
import classes from "./themes.module.css";

interface Props {
  cohortId: string;
  codes: readonly Code[];
  codings: readonly Coding[];
  theme?: Theme;
  onDone: () => void;
}

function start(theme?: Theme): ThemeDraft {
  const plain = (evidence: Theme["evidence"]) => evidence.map(({ coding_id, stance }) => ({ coding_id, stance }));
  return {
    title: theme?.title ?? "",
    description: theme?.description ?? "",
    evidence: plain(theme?.evidence ?? []),
    causes: theme?.causes.map(({ text, evidence }) => ({ text, evidence: plain(evidence) })) ?? [],
    cause_unknown: theme?.cause_unknown ?? false,
  };
}

interface CausesProps extends Pick<Props, "codes" | "codings"> {
  causes: ThemeDraft["causes"];
  onChange: (causes: ThemeDraft["causes"]) => void;
}

/** Whoever adds a cause wants to write it. */
function useNewest(count: number, name: (at: number) => string): void {
  const before = useRef(count);
  useEffect(() => {
    if (count > before.current) document.getElementById(fieldId(name(count - 1)))?.focus();
    before.current = count;
  }, [count, name]);
}

const causeName = (at: number) => `causes.${at}.text`;

function Causes({ codes, codings, causes, onChange }: CausesProps) {
  const { t } = useTranslation("themes");
  useNewest(causes.length, causeName);
  const set = (at: number, part: Partial<ThemeDraft["causes"][number]>) =>
    onChange(causes.map((cause, place) => (place === at ? { ...cause, ...part } : cause)));
  return (
    <>
      {causes.map((cause, at) => (
        <Stack key={at} gap="sm" className={classes.cause}>
          <LongTextField
            name={causeName(at)}
            label={t("cause.label", { number: at + 1 })}
            rows={2}
            value={cause.text}
            onChange={(text) => set(at, { text })}
          />
          <EvidencePicker
            label={t("cause.evidence", { number: at + 1 })}
            {...{ codes, codings }}
            value={cause.evidence ?? []}
            onChange={(evidence) => set(at, { evidence })}
          />
          <Group>
            <Button variant="subtle" color="warn" onClick={() => onChange(causes.filter((_, place) => place !== at))}>
              {t("cause.remove", { number: at + 1 })}
            </Button>
          </Group>
        </Stack>
      ))}
      <Group>
        <Button variant="default" onClick={() => onChange([...causes, { text: "", evidence: [] }])}>
          {t("cause.add")}
        </Button>
      </Group>
    </>
  );
}

/** A form within the form has no place: it stands below. */
function Names({ error, theme, draft }: { error: unknown; theme: Theme; draft: ThemeDraft }) {
  return <NamesFound error={error} source={draft} clearing={useClearWord(theme)} />;
}

/** What was found, what it rests on, and what brings it about. */
export function ThemeForm({ cohortId, codes, codings, theme, onDone }: Props) {
  const { t } = useTranslation("themes");
  const [draft, setDraft] = useState(() => start(theme));
  const save = useSaveTheme(cohortId, theme);
  const errors = fieldErrors(save.error);
  const set = (part: Partial<ThemeDraft>) => setDraft((was) => ({ ...was, ...part }));
  const send = (event: SyntheticEvent) => {
    event.preventDefault();
    save.mutate(draft, { onSuccess: onDone });
  };
  return (
    <>
      <form onSubmit={send} noValidate>
        <Stack>
          <FormErrors error={save.error} />
          <TextField name="title" label={t("form.title")} help={t("form.titleHelp")} error={errors["title"]} value={draft.title} onChange={(title) => set({ title })} />
          <LongTextField name="description" label={t("form.description")} error={errors["description"]} value={draft.description} onChange={(description) => set({ description })} />
          <EvidencePicker label={t("form.evidence")} {...{ codes, codings }} value={draft.evidence} onChange={(evidence) => set({ evidence })} />
          {!draft.cause_unknown && <Causes {...{ codes, codings }} causes={draft.causes} onChange={(causes) => set({ causes })} />}
          {draft.causes.length === 0 && (
            <Checkbox
              size="md"
              label={t("cause.unknown")}
              checked={draft.cause_unknown}
              onChange={() => set({ cause_unknown: !draft.cause_unknown })}
            />
          )}
          <Group>
            <Button type="submit" size="md" loading={save.isPending}>
              {t("form.submit")}
            </Button>
            <Button variant="subtle" size="md" onClick={onDone}>
              {t("form.close")}
            </Button>
          </Group>
        </Stack>
      </form>
      {theme && <Names error={save.error} theme={theme} draft={draft} />}
    </>
  );
}
