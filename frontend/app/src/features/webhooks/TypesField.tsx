import { Radio, Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { CheckboxesField } from "@/components/form/CheckboxesField";
import { type Group, groupNames, groups } from "./types";

interface Props {
  /** Empty: every type. */
  value: readonly string[];
  some: boolean;
  error: string | undefined;
  onChange: (value: string[], some: boolean) => void;
}

/** What is told there: all that happens, or what is chosen, by what it is about. */
export function TypesField({ value, some, error, onChange }: Props) {
  const { t } = useTranslation("webhooks");
  const within = (kind: Group) => groups[kind] as readonly string[];
  const setWithin = (kind: Group, chosen: string[]) =>
    onChange([...value.filter((one) => !within(kind).includes(one)), ...chosen], true);
  return (
    <Stack id="field-event_types" tabIndex={-1}>
      <Radio.Group
        size="md"
        label={t("types.label")}
        error={error}
        value={some ? "some" : "all"}
        onChange={(choice) => onChange(choice === "all" ? [] : [...value], choice === "some")}
      >
        <Stack gap="xs" mt="xs">
          <Radio size="md" value="all" label={t("types.all")} />
          <Radio size="md" value="some" label={t("types.some")} />
        </Stack>
      </Radio.Group>
      {some &&
        groupNames.map((kind) => (
          <CheckboxesField
            key={kind}
            name={`event_types.${kind}`}
            label={t(`group.${kind}`)}
            value={value.filter((one) => within(kind).includes(one))}
            onChange={(chosen) => setWithin(kind, chosen)}
            options={groups[kind].map((type) => ({ value: type, label: t(`event.${type}`) }))}
          />
        ))}
    </Stack>
  );
}
