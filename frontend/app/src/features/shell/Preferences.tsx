import { Stack, useMantineColorScheme } from "@mantine/core";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { SelectField } from "@/components/form/fields";
import { type Language, chooseLanguage, languages } from "@/lib/i18n";

const schemes = ["light", "dark", "auto"] as const;

/** Language and theme, kept on this device. */
export function Preferences() {
  const { t, i18n } = useTranslation();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const id = useId();
  return (
    <Stack>
      <SelectField
        name={`${id}-language`}
        label={t("language")}
        options={Object.entries(languages).map(([value, label]) => ({ value, label }))}
        value={i18n.language}
        onChange={(code) => void chooseLanguage(code as Language)}
      />
      <SelectField
        name={`${id}-theme`}
        label={t("theme.label")}
        options={schemes.map((value) => ({ value, label: t(`theme.${value}`) }))}
        value={colorScheme}
        onChange={(scheme) => setColorScheme(scheme as (typeof schemes)[number])}
      />
    </Stack>
  );
}
