import { useTranslation } from "react-i18next";

type Named = readonly { id: string; name: string }[];

/** A district may import any attribute: those we have words for are translated, others are shown as sent. */
export function useCriterionName(): (key: string) => string {
  const { t, i18n } = useTranslation("criteria");
  return (key) => (i18n.exists(`criteria:name.${key}`) ? t(`name.${key as "grade"}`) : spaced(key));
}

/** A value in words; a school's value is its id. */
export function useValueName(schools: Named = []): (value: string) => string {
  const { t, i18n } = useTranslation("criteria");
  const names = new Map(schools.map(({ id, name }) => [id, name]));
  return (value) =>
    names.get(value) ?? (i18n.exists(`criteria:value.${value}`) ? t(`value.${value as "unknown"}`) : value);
}

function spaced(key: string): string {
  const words = key.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
