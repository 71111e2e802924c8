import { useTranslation } from "react-i18next";
import { useCriterionName, useValueName } from "@/components/data/criteria";
import { listed } from "@/lib/format";
import type { Broken, Place } from "./plan";

interface Known {
  names: ReadonlyMap<string, string>;
  schools: { id: string; name: string }[];
}

/** A broken rule in words, as said beside its group. */
export function useBrokenWords({ names, schools }: Known): (broken: Broken) => string {
  const { t, i18n } = useTranslation("groups");
  const criterion = useCriterionName();
  const value = useValueName(schools);
  return ({ rule, member_ids, criterion: name, value: one, count, low, high }) => {
    const who = listed(member_ids.map((id) => names.get(id) ?? t("somebody")), i18n.language);
    const what = name !== null && one !== null ? `${criterion(name)}: ${value(name, one)}` : "";
    const even = low === high ? String(low) : t("range", { low, high });
    return t(`rule.${rule}`, { who, what, even, count: count ?? 0, low, high });
  };
}

/** A place by its name: a group, or the interviews. */
export function usePlaceName(): (place: Place | undefined) => string {
  const { t } = useTranslation("groups");
  return (place) => {
    if (place === undefined) return t("nowhere");
    return place === null ? t("individual") : t("group", { number: place });
  };
}
