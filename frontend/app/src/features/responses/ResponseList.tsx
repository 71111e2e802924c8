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
  /** The reader is staff in the roster, from whom some texts are kept. */
  staff: boolean;
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

const whyNone = (search: ResponseSearch, staff: boolean) => {
  if (Object.values(search).some(Boolean)) return ["noneSo.title", "noneSo.text"] as const;
  return staff ? (["noneForStaff.title", "noneForStaff.text"] as const) : (["none.title", "none.text"] as const);
};

/** What was said, under pseudonyms, as it came; marked where a code lies on it. */
export function ResponseList({ cohortId, search, questions, marking, staff }: Props) {
  const { t } = useTranslation("responses");
  const responses = useSuspenseInfiniteQuery(responsesQuery(cohortId, search));
  const [title, text] = whyNone(search, staff);
  if (responses.data.length === 0) return <EmptyState title={t(title)}>{t(text)}</EmptyState>;
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
