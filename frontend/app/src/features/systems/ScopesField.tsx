import { Button, Group, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { CheckboxesField } from "@/components/form/CheckboxesField";
import { type Group as Kind, type Preset, type Scope, groupNames, groups, isScope, keyOf, presets } from "./scopes";
import classes from "./systems.module.css";

interface Props {
  value: readonly Scope[];
  error: string | undefined;
  onChange: (value: Scope[]) => void;
}

/** What the system may do, in words; most need one of the two presets. */
export function ScopesField({ value, error, onChange }: Props) {
  const { t } = useTranslation("systems");
  const within = (kind: Kind) => groups[kind] as readonly Scope[];
  const setWithin = (kind: Kind, chosen: string[]) =>
    onChange([...value.filter((one) => !within(kind).includes(one)), ...chosen.filter(isScope)]);
  return (
    <fieldset id="field-scopes" tabIndex={-1} className={classes.scopes}>
      <Text component="legend" fw={650} p={0}>
        {t("scopes")}
      </Text>
      <Text c="dimmed">{t("scopesHelp")}</Text>
      {error && <Text c="var(--mantine-color-error)">{error}</Text>}
      <Group my="sm">
        {(Object.keys(presets) as Preset[]).map((one) => (
          <Button key={one} variant="light" onClick={() => onChange([...presets[one]])}>
            {t(`preset.${one}`)}
          </Button>
        ))}
      </Group>
      {groupNames.map((kind) => (
        <div key={kind} className={classes.kind}>
          <CheckboxesField
            name={`scopes.${kind}`}
            label={t(`group.${kind}`)}
            value={value.filter((one) => within(kind).includes(one))}
            onChange={(chosen) => setWithin(kind, chosen)}
            options={within(kind).map((scope) => ({ value: scope, label: t(`scope.${keyOf(scope)}`) }))}
          />
        </div>
      ))}
    </fieldset>
  );
}
