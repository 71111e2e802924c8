import { Button, Group, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { When } from "@/components/ui/When";
import { can } from "@/lib/can";
import type { Code, Coding } from "@/lib/queries/insights";
import { MarkForm } from "./MarkForm";
import { useUnmark } from "./mutations";
import type { Response } from "./queries";
import classes from "./responses.module.css";
import { pieces } from "./spans";

export interface Marking {
  codes: readonly Code[];
  codings: readonly Coding[];
  /** Whether this person may put codes on excerpts. */
  may: boolean;
}

interface Props {
  cohortId: string;
  response: Response;
  question: string | undefined;
  marking: Marking;
}

function Words({ response, codings }: { response: Response; codings: readonly Coding[] }) {
  const { t } = useTranslation("responses");
  if (response.text === null)
    return <Text c="dimmed">{response.cue ? t(`cue.${response.cue}`) : t(`kind.${response.kind}`)}</Text>;
  return (
    <p className={classes.words}>
      {pieces(response.text, codings).map((piece, at) =>
        piece.marked ? <mark key={at}>{piece.text}</mark> : <span key={at}>{piece.text}</span>,
      )}
      {response.cue && <em> ({t(`cue.${response.cue}`)})</em>}
    </p>
  );
}

function Marks({ cohortId, codes, codings }: { cohortId: string } & Omit<Marking, "may">) {
  const { t } = useTranslation("responses");
  const unmark = useUnmark(cohortId);
  const names = new Map(codes.map(({ id, name }) => [id, name]));
  return (
    <ul className={classes.marks} aria-label={t("marks")}>
      {codings.map((coding) => (
        <li key={coding.id}>
          <strong>{names.get(coding.code_id)}</strong> <q>{coding.excerpt}</q>
          {coding.outdated && <> · {t("outdated")}</>}
          {can(coding, "delete") && (
            <Button
              variant="subtle"
              size="compact-sm"
              aria-label={t("unmarkOf", { name: names.get(coding.code_id) })}
              onClick={() => unmark.mutate(coding.id)}
            >
              {t("unmark")}
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}

export function ResponseItem({ cohortId, response, question, marking }: Props) {
  const { t } = useTranslation("responses");
  const [open, setOpen] = useState(false);
  const { text } = response;
  const codings = marking.codings.filter(({ response_id }) => response_id === response.id);
  return (
    <li className={classes.response}>
      <Group gap="sm" c="dimmed" fz="sm">
        <strong>{response.pseudonym ?? t("group")}</strong>
        {response.kind !== "utterance" && <span>{t(`kind.${response.kind}`)}</span>}
        {response.wording === "paraphrase" && <span>{t("paraphrase")}</span>}
        <When at={response.captured_at} />
      </Group>
      {question && <p className={classes.question}>{question}</p>}
      <Words response={response} codings={codings} />
      {codings.length > 0 && <Marks cohortId={cohortId} codes={marking.codes} codings={codings} />}
      {marking.may && text !== null && !open && (
        <Button variant="light" size="compact-md" onClick={() => setOpen(true)}>
          {t("mark.open")}
        </Button>
      )}
      {open && text !== null && (
        <MarkForm {...{ cohortId, codes: marking.codes, response: { ...response, text }, onDone: () => setOpen(false) }} />
      )}
    </li>
  );
}
