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
  /** Alone it may be an ordinary word, or the name of many. */
  doubtful: boolean;
}

interface Word {
  word: string;
  around: string;
  doubtful: boolean;
}

interface Clearing {
  mutate: (body: { word: string; reason: string }) => void;
  mutateAsync: (body: { word: string; reason: string }) => Promise<unknown>;
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

/** Each word once, with the words around it where it stands first; in doubt only where it is so everywhere. */
function wordsFound(error: unknown, source: object): Word[] {
  const found = error instanceof ProblemError && error.slug === "names-found" ? (error.problem["found"] as Place[]) : [];
  const words = new Map<string, Word>();
  for (const { pointer, start, end, doubtful } of found) {
    const text = textAt(source, pointer);
    const word = text.slice(start, end).join("");
    const around = text.slice(Math.max(0, start - NEAR), end + NEAR).join("");
    const first = words.get(word);
    if (word && (!first || (first.doubtful && !doubtful))) words.set(word, { word, around, doubtful });
  }
  return [...words.values()];
}

/** Ordinary words and common names: a person reads them together, and answers once. */
function Doubts({ words, clearing }: { words: Word[]; clearing: Clearing }) {
  const { t } = useTranslation();
  // One after the other: two spellings of one word are kept as one.
  const clear = async () => {
    for (const { word } of words) await clearing.mutateAsync({ word, reason: t("names.ordinary") });
  };
  return (
    <>
      <Text maw="46rem">{t("names.doubts")}</Text>
      <ul>
        {words.map(({ word, around }) => (
          <li key={word}>
            <strong>{word}</strong> <Text span size="sm" c="dimmed">{`… ${around} …`}</Text>
          </li>
        ))}
      </ul>
      <Group>
        <Button variant="default" loading={clearing.isPending} onClick={() => void clear().catch(() => undefined)}>
          {t("names.nobody")}
        </Button>
      </Group>
    </>
  );
}

function Name({ word, around, clearing }: Word & { clearing: Clearing }) {
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
  if (words.length === 0) return null;
  const sure = words.filter(({ doubtful }) => !doubtful);
  const doubts = words.filter(({ doubtful }) => doubtful);
  return (
    <Stack gap="sm">
      <FormErrors error={clearing.error} />
      {sure.length > 0 && <Text maw="46rem">{t("names.what")}</Text>}
      {sure.map((found) => (
        <Name key={found.word} {...found} clearing={clearing} />
      ))}
      {doubts.length > 0 && <Doubts words={doubts} clearing={clearing} />}
      {clearing.isSuccess && <Text role="status">{t("names.cleared")}</Text>}
    </Stack>
  );
}
