import { MantineProvider } from "@mantine/core";
import { render } from "@testing-library/react";
import i18next from "i18next";
import type { ReactElement } from "react";
import { I18nextProvider, initReactI18next } from "react-i18next";
import common from "../src/locales/en/common.json";

await i18next.use(initReactI18next).init({
  lng: "en",
  ns: ["common"],
  defaultNS: "common",
  resources: { en: { common } },
  interpolation: { escapeValue: false },
});

/** A primitive as the app shows it, in English. */
export function show(element: ReactElement) {
  return render(
    <I18nextProvider i18n={i18next}>
      <MantineProvider>{element}</MantineProvider>
    </I18nextProvider>,
  );
}
