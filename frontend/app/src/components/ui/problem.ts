import { ProblemError } from "@tellmore/client";
import { useTranslation } from "react-i18next";
import { listed } from "@/lib/format";
import { said } from "@/lib/said";

interface Words {
  title: string;
  detail: string | null;
}

const names = (value: unknown) => (Array.isArray(value) ? value.map(String) : []);

/** What the server refused: in the reader's language where we have it, else in the server's words. */
export function useProblemWords(error: unknown): Words {
  const { t, i18n } = useTranslation();
  if (!(error instanceof ProblemError)) return { title: t("error.title"), detail: t("error.offline") };
  const { title, detail } = error.problem;
  if (!i18n.exists(`problem.${error.slug}.title`)) {
    return { title: said(title), detail: detail && detail !== title ? said(detail) : null };
  }
  const who = listed(names(error.problem["administrators"]), i18n.language);
  return {
    title: t(`problem.${error.slug}.title` as "problem.teaching-unknown.title"),
    detail: t(`problem.${error.slug}.detail` as "problem.teaching-unknown.detail", { who }),
  };
}
