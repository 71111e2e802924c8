import i18next, { type BackendModule } from "i18next";
import { initReactI18next } from "react-i18next";
import { learn } from "./said";

export const languages = { en: "English", es: "Español" } as const;
export type Language = keyof typeof languages;

const KEPT = "tellmore.language";
const catalogues = import.meta.glob<{ default: Record<string, unknown> }>("../locales/*/*.json");

const backend: BackendModule = {
  type: "backend",
  init: () => undefined,
  read: (language, namespace, done) => {
    const load = catalogues[`../locales/${language}/${namespace}.json`];
    if (!load) return done(new Error(`No catalogue ${language}/${namespace}`), null);
    load().then(
      (catalogue) => done(null, catalogue.default),
      (error: unknown) => done(error as Error, null),
    );
  },
};

function isLanguage(code: string | null | undefined): code is Language {
  return code !== null && code !== undefined && code in languages;
}

function firstLanguage(): Language {
  const kept = localStorage.getItem(KEPT);
  if (isLanguage(kept)) return kept;
  return navigator.languages.map((tag) => tag.split("-")[0]).find(isLanguage) ?? "en";
}

function follow(language: string) {
  document.documentElement.lang = language;
}

export async function startLanguages(): Promise<void> {
  i18next.on("languageChanged", follow);
  const language = firstLanguage();
  await learn(language);
  await i18next.use(backend).use(initReactI18next).init({
    lng: language,
    fallbackLng: "en",
    supportedLngs: Object.keys(languages),
    ns: ["common"],
    defaultNS: "common",
    interpolation: { escapeValue: false },
  });
}

export async function chooseLanguage(language: Language): Promise<void> {
  localStorage.setItem(KEPT, language);
  await learn(language);
  await i18next.changeLanguage(language);
}
