import { useTranslation } from "react-i18next";

type Named = readonly { id: string; name: string }[];

/** A district may import any attribute: those we have words for are translated, others are shown as sent. */
export function useCriterionName(): (key: string) => string {
  const { t, i18n } = useTranslation("criteria");
  return (key) => (i18n.exists(`criteria:name.${key}`) ? t(`name.${key as "grade"}`) : spaced(key));
}

/** A grade as people say it: rosters send `KG` and `09`. */
export function useGradeName(): (grade: string) => string {
  const { t, i18n } = useTranslation("criteria");
  return (grade) => {
    if (i18n.exists(`criteria:gradeOf.${grade}`)) return t(`gradeOf.${grade as "KG"}`);
    return /^\d+$/.test(grade) ? String(Number(grade)) : grade;
  };
}

/** A value of a criterion in words; a school's value is its id. */
export function useValueName(schools: Named = []): (criterion: string, value: string) => string {
  const { t, i18n } = useTranslation("criteria");
  const grade = useGradeName();
  const names = new Map(schools.map(({ id, name }) => [id, name]));
  return (criterion, value) => {
    if (i18n.exists(`criteria:value.${value}`)) return t(`value.${value as "unknown"}`);
    if (criterion === "grade") return grade(value);
    const band = criterion === "gpa_band" && /^(below )?([\d.]+)( and above)?$/.exec(value);
    if (band) return t(band[1] ? "band.below" : "band.above", { bound: band[2] });
    return names.get(value) ?? value;
  };
}

function spaced(key: string): string {
  const words = key.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
