import { useTranslation } from "react-i18next";
import { useEntryWords } from "@/components/data/useEntryWords";
import { exact } from "@/lib/format";
import type { RefusedEntry } from "@/lib/refused";

/** An entry in words: on the page, and for whoever it is handed on to. */
export function useSaid() {
  const { t, i18n } = useTranslation("refused");
  const words = useEntryWords();
  const who = (entry: RefusedEntry) => entry.who ?? t(entry.member_id ? "someone" : "noWho");
  const copy = (entry: RefusedEntry) => {
    const when = entry.at && exact(new Date(entry.at), i18n.language);
    const what = entry.what !== "create" && t(`what.${entry.what}`);
    const lines = [[who(entry), when].filter(Boolean).join(" · "), what, entry.what !== "strike" && words(entry)];
    return lines.filter(Boolean).join("\n");
  };
  return { who, words, copy };
}
