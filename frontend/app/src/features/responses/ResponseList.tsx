import { useQuery, useSuspenseInfiniteQuery, useSuspenseQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { ShowMore } from "@/components/data/ShowMore";
import { EmptyState } from "@/components/ui/EmptyState";
import { StatusMark } from "@/components/ui/StatusMark";
import type { Ability } from "@/lib/me";
import { guidesQuery } from "@/lib/queries/guides";
import { codesQuery, codingsQuery } from "@/lib/queries/insights";
import { type Marking, ResponseItem } from "./ResponseItem";
import { StrikeAll } from "./StrikeAll";
import { type ResponseSearch, responsesQuery, struckQuery } from "./queries";
import classes from "./responses.module.css";

interface Props {
  cohortId: string;
  search: ResponseSearch;
  questions: ReadonlyMap<string, string>;
  marking: Marking;
}

export function useMarking(cohortId: string, abilities: readonly Ability[]): Marking {
  const enabled = abilities.includes("insights:read");
  const { data: codes = [] } = useQuery({ ...codesQuery(cohortId), enabled });
  const { data: codings = [] } = useQuery({ ...codingsQuery(cohortId), enabled });
  return { codes, codings, may: abilities.includes("insights:write") };
}

/** The questions of the cohort's guides and their prompts, by key. */
export function useQuestions(cohortId: string): ReadonlyMap<string, string> {
  const { data: guides } = useSuspenseQuery(guidesQuery(cohortId));
  const asked = guides.flatMap(({ content }) => content.questions).flatMap((one) => [one, ...one.prompts]);
  return new Map(asked.map(({ key, text }) => [key, text]));
}

/** What students took back leaves no words, only that it was. */
export function Struck({ cohortId }: { cohortId: string }) {
  const { t } = useTranslation("responses");
  const { data: struck = 0 } = useQuery({ ...struckQuery(cohortId), throwOnError: false });
  if (struck === 0) return null;
  return <StatusMark tone="stopped">{t("struck", { count: struck })}</StatusMark>;
}

/** What was said, under pseudonyms, as it came; marked where a code lies on it. */
export function ResponseList({ cohortId, search, questions, marking }: Props) {
  const { t } = useTranslation("responses");
  const responses = useSuspenseInfiniteQuery(responsesQuery(cohortId, search));
  const narrowed = Object.values(search).some(Boolean);
  if (responses.data.length === 0)
    return (
      <EmptyState title={t(narrowed ? "noneSo.title" : "none.title")}>
        {t(narrowed ? "noneSo.text" : "none.text")}
      </EmptyState>
    );
  return (
    <>
      <StrikeAll {...{ cohortId, search }} shown={responses.data} />
      <ul className={classes.list}>
        {responses.data.map((response) => (
          <ResponseItem
            key={response.id}
            {...{ cohortId, response, marking, question: questions.get(response.question_key ?? "") }}
          />
        ))}
      </ul>
      <ShowMore {...responses} />
    </>
  );
}
