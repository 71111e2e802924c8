import { useFields } from "@/components/form/useFields";
import type { ActionItem } from "@/lib/queries/actions";

export const kinds = ["project", "activity", "committee", "other"] as const;

const texts = ["description", "measure", "baseline", "target", "follow_up_cohort_id"] as const;

/** What a form about an action item holds; an empty optional field is none. */
export function useActionDraft(start: { item?: ActionItem; owner: string; theme: string }, error: unknown) {
  const { item, owner, theme } = start;
  const { values, field } = useFields(
    {
      theme_id: item?.theme_id ?? theme,
      kind: item?.kind ?? "project",
      title: item?.title ?? "",
      description: item?.description ?? "",
      owner_id: item?.owner_id ?? owner,
      due_on: item?.due_on ?? "",
      measure: item?.measure ?? "",
      baseline: item?.baseline ?? "",
      target: item?.target ?? "",
      follow_up_cohort_id: item?.follow_up_cohort_id ?? "",
    },
    error,
  );
  const { theme_id, kind, ...given } = values;
  const optional = Object.fromEntries(texts.map((name) => [name, values[name] || null])) as Record<
    (typeof texts)[number],
    string | null
  >;
  const body = { ...given, ...optional, kind: kinds.find((one) => one === kind) ?? ("other" as const) };
  return { field, body, theme_id };
}

export type ActionDraft = ReturnType<typeof useActionDraft>;
