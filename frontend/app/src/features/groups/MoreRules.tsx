import { Button, Checkbox, Group, Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useCriterionName, useValueName } from "@/components/data/criteria";
import { CheckboxesField } from "@/components/form/CheckboxesField";
import { type Option, SelectField, TextField } from "@/components/form/fields";
import type { PartProps } from "./AskForm";

const MANY = 8;

/** Subgroups of which nobody shall be the only one in a group. */
function Together({ fields, change, criteria, schools }: PartProps) {
  const { t } = useTranslation("groups");
  const criterion = useCriterionName();
  const value = useValueName(schools);
  const all = criteria
    .filter(({ values }) => values.length > 1 && values.length <= MANY)
    .flatMap(({ criterion: name, values }) => values.map((one) => ({ criterion: name, value: one.value })))
    .filter((one) => one.value !== "no" && one.value !== "unknown");
  const id = (one: { criterion: string; value: string }) => `${one.criterion}\n${one.value}`;
  return (
    <CheckboxesField
      name="together"
      label={t("more.together")}
      help={t("more.togetherHelp")}
      options={all.map((one) => ({ value: id(one), label: `${criterion(one.criterion)}: ${value(one.criterion, one.value)}` }))}
      value={fields.together.map(id)}
      onChange={(chosen) => change({ together: all.filter((one) => chosen.includes(id(one))) })}
    />
  );
}

/** Pairs who must not meet. Siblings are known from the roster. */
function Apart({ fields, change, members }: PartProps) {
  const { t } = useTranslation("groups");
  const options: Option[] = [
    { value: "", label: t("more.choose") },
    ...members.map(({ id, pseudonym }) => ({ value: id, label: pseudonym })),
  ];
  const set = (at: number, pair: [string, string]) => change({ apart: fields.apart.map((one, n) => (n === at ? pair : one)) });
  return (
    <Stack gap="xs">
      {fields.apart.map(([one, other], at) => (
        <Group key={at} align="flex-end" gap="sm">
          <SelectField name={`apart.${at}.0`} label={t("more.apartOne", { number: at + 1 })} {...{ options }} value={one} onChange={(id) => set(at, [id, other])} />
          <SelectField name={`apart.${at}.1`} label={t("more.apartOther")} {...{ options }} value={other} onChange={(id) => set(at, [one, id])} />
          <Button variant="subtle" aria-label={t("more.apartRemove", { number: at + 1 })} onClick={() => change({ apart: fields.apart.filter((_, n) => n !== at) })}>
            {t("more.remove")}
          </Button>
        </Group>
      ))}
      <Button variant="default" style={{ alignSelf: "start" }} onClick={() => change({ apart: [...fields.apart, ["", ""]] })}>
        {t("more.apartAdd")}
      </Button>
    </Stack>
  );
}

/** Single students who can come in some periods only. */
function Available({ fields, change, members }: PartProps) {
  const { t } = useTranslation("groups");
  const options: Option[] = [
    { value: "", label: t("more.choose") },
    ...members.map(({ id, pseudonym }) => ({ value: id, label: pseudonym })),
  ];
  const rows = fields.availability;
  const set = (at: number, part: Partial<(typeof rows)[number]>) =>
    change({ availability: rows.map((one, n) => (n === at ? { ...one, ...part } : one)) });
  return (
    <Stack gap="xs">
      {rows.map(({ member_id, periods }, at) => (
        <Group key={at} align="flex-end" gap="sm">
          <SelectField name={`availability.${at}.member_id`} label={t("more.who", { number: at + 1 })} {...{ options }} value={member_id} onChange={(id) => set(at, { member_id: id })} />
          <TextField name={`availability.${at}.periods`} label={t("more.when")} value={periods} onChange={(text) => set(at, { periods: text })} />
          <Button variant="subtle" aria-label={t("more.availableRemove", { number: at + 1 })} onClick={() => change({ availability: rows.filter((_, n) => n !== at) })}>
            {t("more.remove")}
          </Button>
        </Group>
      ))}
      <Button variant="default" style={{ alignSelf: "start" }} onClick={() => change({ availability: [...rows, { member_id: "", periods: "" }] })}>
        {t("more.availableAdd")}
      </Button>
    </Stack>
  );
}

/** What is seldom needed. */
export function MoreRules(props: PartProps & { errors: Record<string, string> }) {
  const { t } = useTranslation("groups");
  const { fields, change, errors, sizes } = props;
  const number = { type: "number", inputMode: "numeric" } as const;
  const { most } = sizes[fields.modality];
  return (
    <Stack gap="lg">
      <Together {...props} />
      <Apart {...props} />
      <TextField {...number} name="grade_span" label={t("more.span")} help={t("more.spanHelp")} error={errors["grade_span"]} value={fields.gradeSpan} onChange={(gradeSpan) => change({ gradeSpan })} />
      <Group align="flex-start">
        <TextField {...number} name="smallest" label={t("more.smallest")} error={errors["smallest"]} value={fields.smallest} onChange={(smallest) => change({ smallest })} />
        <TextField {...number} name="largest" label={t("more.largest")} help={t("more.largestHelp", { most })} error={errors["largest"]} value={fields.largest} onChange={(largest) => change({ largest })} />
      </Group>
      {fields.periods.trim() !== "" && <Available {...props} />}
      <Checkbox
        label={t("more.unknown")}
        description={t("more.unknownHelp")}
        checked={fields.acceptUnknown}
        onChange={(event) => change({ acceptUnknown: event.currentTarget.checked })}
      />
    </Stack>
  );
}
