import { Button, Group, Stack, Text } from "@mantine/core";
import { ProblemError } from "@tellmore/client";
import { type SyntheticEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { FormErrors } from "./FormErrors";
import { TextField } from "./fields";

interface Place {
  pointer: string;
  start: number;
  end: number;
}

interface Clearing {
  mutate: (body: { word: string; reason: string }) => void;
  isPending: boolean;
  isSuccess: boolean;
  error: unknown;
}

interface Props {
  error: unknown;
  /** What was to be published, as the server has it: the places point into it. */
  source: object;
  clearing: Clearing;
}

const NEAR = 30;

function textAt(source: object, pointer: string): string[] {
  const keys = pointer.split("/").slice(1);
  const value = keys.reduce<unknown>((at, key) => (at as Record<string, unknown> | null)?.[key], source);
  return typeof value === "string" ? Array.from(value) : [];
}

/** Each word once, with the words around it where it stands first. */
function wordsFound(error: unknown, source: object): Map<string, string> {
  const found = error instanceof ProblemError && error.slug === "names-found" ? (error.problem["found"] as Place[]) : [];
  const words = new Map<string, string>();
  for (const { pointer, start, end } of found) {
    const text = textAt(source, pointer);
    const word = text.slice(start, end).join("");
    const around = text.slice(Math.max(0, start - NEAR), end + NEAR).join("");
    if (word && !words.has(word)) words.set(word, around);
  }
  return words;
}

function Word({ word, around, clearing }: { word: string; around: string; clearing: Clearing }) {
  const { t } = useTranslation();
  const [reason, setReason] = useState("");
  const send = (event: SyntheticEvent) => {
    event.preventDefault();
    clearing.mutate({ word, reason });
  };
  return (
    <form onSubmit={send} noValidate>
      <Text size="sm" c="dimmed">{`… ${around} …`}</Text>
      <Group align="flex-end" gap="sm">
        <TextField name={`why-${word}`} label={t("names.why", { word })} value={reason} onChange={setReason} />
        <Button type="submit" variant="default" loading={clearing.isPending} disabled={!reason.trim()}>
          {t("names.clear", { word })}
        </Button>
      </Group>
    </form>
  );
}

/** Words that look like names of people around this cohort: change them, or say why they are none. */
export function NamesFound({ error, source, clearing }: Props) {
  const { t } = useTranslation();
  const words = wordsFound(error, source);
  if (words.size === 0) return null;
  return (
    <Stack gap="sm">
      <Text maw="46rem">{t("names.what")}</Text>
      <FormErrors error={clearing.error} />
      {[...words].map(([word, around]) => (
        <Word key={word} {...{ word, around, clearing }} />
      ))}
      {clearing.isSuccess && <Text role="status">{t("names.cleared")}</Text>}
    </Stack>
  );
}
