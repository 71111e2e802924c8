import type { Schemas } from "@tellmore/client";
import { useTranslation } from "react-i18next";

type Written = Pick<Schemas["Entry"], "kind" | "text" | "cue">;

/** What an entry says, whatever kind it is. */
export function useEntryWords(): (entry: Written) => string {
  const { t } = useTranslation("live");
  return ({ kind, text, cue }) => {
    if (kind === "pass") return t("notes.passed");
    if (kind === "observation") return [cue && t(`cue.${cue}`), text].filter(Boolean).join(": ");
    return text ?? "";
  };
}
