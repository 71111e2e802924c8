import { useQuery, useSuspenseInfiniteQuery, useSuspenseQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { ShowMore } from "@/components/data/ShowMore";
import { EmptyState } from "@/components/ui/EmptyState";
import type { Ability } from "@/lib/me";
import { guidesQuery } from "@/lib/queries/guides";
import { codesQuery, codingsQuery } from "@/lib/queries/insights";
import { type Marking, ResponseItem } from "./ResponseItem";
import { type ResponseSearch, responsesQuery } from "./queries";
import classes from "./responses.module.css";

interface Props {
  cohortId: string;
  search: ResponseSearch;
  abilities: readonly Ability[];
}

function useMarking(cohortId: string, abilities: readonly Ability[]): Marking {
  const enabled = abilities.includes("insights:read");
  const { data: codes = [] } = useQuery({ ...codesQuery(cohortId), enabled });
  const { data: codings = [] } = useQuery({ ...codingsQuery(cohortId), enabled });
  return { codes, codings, may: abilities.includes("insights:write") };
}

/** What was said, under pseudonyms, as it came; marked where a code lies on it. */
export function ResponseList({ cohortId, search, abilities }: Props) {
  const { t } = useTranslation("responses");
  const responses = useSuspenseInfiniteQuery(responsesQuery(cohortId, search));
  const { data: guides } = useSuspenseQuery(guidesQuery(cohortId));
  const marking = useMarking(cohortId, abilities);
  const asked = new Map(guides.flatMap(({ content }) => content.questions.map(({ key, text }) => [key, text])));
  if (responses.data.length === 0) return <EmptyState title={t("none.title")}>{t("none.text")}</EmptyState>;
  return (
    <>
      <ul className={classes.list}>
        {responses.data.map((response) => (
          <ResponseItem
            key={response.id}
            {...{ cohortId, response, marking, question: asked.get(response.question_key ?? "") }}
          />
        ))}
      </ul>
      <ShowMore {...responses} />
    </>
  );
}
