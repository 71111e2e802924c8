import { NamesFound } from "@/components/form/NamesFound";
import { useClearThemeWord } from "./mutations";

interface Props {
  error: unknown;
  /** What was to be saved, as it was sent. */
  source: object;
  themeId: string;
}

/** What is done about a theme is read by many: a word that names nobody is cleared for the theme. Not for within a form. */
export function ActionNames({ themeId, ...found }: Props) {
  return <NamesFound {...found} clearing={useClearThemeWord(themeId)} />;
}
