import { Button, Checkbox, Group, Stack, Text } from "@mantine/core";
import { type SyntheticEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useCriterionName, useValueName } from "@/components/data/criteria";
import { CheckboxesField } from "@/components/form/CheckboxesField";
import { FormErrors } from "@/components/form/FormErrors";
import { fieldErrors } from "@/components/form/errors";
import { SelectField, TextField } from "@/components/form/fields";
import { Fold } from "@/components/ui/Fold";
import { listed } from "@/lib/format";
import { MOST_ROUNDS } from "@/lib/queries/groups";
import { Leaders } from "./Leaders";
import { MoreRules } from "./MoreRules";
import { Sizes } from "./Sizes";
import { type Ask, type Criteria, type Fields, type Sizes as SizesOf, askOf, groupsOf, pairsOf } from "./ask";
import classes from "./groups.module.css";

export interface Choices {
  members: readonly { id: string; pseudonym: string }[];
  people: readonly { id: string; name: string }[];
  criteria: Criteria;
  schools: { id: string; name: string }[];
  sizes: SizesOf;
}

export interface PartProps extends Choices {
  fields: Fields;
  change: (part: Partial<Fields>) => void;
}

interface Props extends Choices {
  initial: Fields;
  error: unknown;
  busy: boolean;
  submit: string;
  onAsk: (ask: Ask) => void;
}

const modalities = ["in_person", "online"] as const;

/** What will hold of the groups, said before anybody presses the button. */
function Promises({ fields, schools }: PartProps) {
  const { t, i18n } = useTranslation("groups");
  const criterion = useCriterionName();
  const value = useValueName(schools);
  const kinds = fields.together.map((one) => (one.value === "yes" ? criterion(one.criterion) : `${criterion(one.criterion)}: ${value(one.criterion, one.value)}`));
  const pairs = pairsOf(fields).length;
  const said = [
    t("promise.siblings"),
    ...(pairs > 0 ? [t("promise.apart", { count: pairs })] : []),
    ...(fields.facilitators.length > 0 ? [t("promise.leaders")] : []),
    ...(fields.together.length > 0 ? [t("promise.together", { kinds: listed(kinds, i18n.language) })] : []),
    ...(Number(fields.rounds) > 1 ? [t("promise.rounds")] : []),
    ...(fields.balance.length > 0 ? [t("promise.balance", { things: listed(fields.balance.map(criterion), i18n.language) })] : []),
  ];
  return (
    <div className={classes.promises}>
      <Text fw={600}>{t("promise.title")}</Text>
      <ul>
        {said.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </div>
  );
}

function How({ fields, change, members, sizes }: PartProps) {
  const { t } = useTranslation("groups");
  const choose = (modality: string) => {
    const to = modality === "online" ? "online" : "in_person";
    change({ modality: to, groups: String(groupsOf(members.length, sizes[to].usual)) });
  };
  return (
    <SelectField
      name="modality"
      label={t("ask.modality")}
      value={fields.modality}
      onChange={choose}
      options={modalities.map((value) => ({ value, label: t(`ask.${value}`, { ...sizes[value] }) }))}
    />
  );
}

function When({ fields, change, errors }: PartProps & { errors: Record<string, string> }) {
  const { t } = useTranslation("groups");
  return (
    <>
      <TextField
        name="periods"
        label={t("ask.periods")}
        help={t("ask.periodsHelp")}
        error={errors["periods"]}
        value={fields.periods}
        onChange={(periods) => change({ periods })}
      />
      {fields.periods.trim() !== "" && (
        <Checkbox
          label={t("ask.free")}
          checked={fields.freeByClasses}
          onChange={(event) => change({ freeByClasses: event.currentTarget.checked })}
        />
      )}
    </>
  );
}

/** Which groups are wanted. Nothing has to be filled in; what is seldom needed is folded away. */
export function AskForm({ initial, error, busy, submit, onAsk, ...choices }: Props) {
  const { t } = useTranslation("groups");
  const criterion = useCriterionName();
  const [fields, setFields] = useState(initial);
  const change = (part: Partial<Fields>) => setFields((was) => ({ ...was, ...part }));
  const part = { ...choices, fields, change };
  const errors = fieldErrors(error);
  const send = (event: SyntheticEvent) => {
    event.preventDefault();
    onAsk(askOf(fields));
  };
  const led = fields.facilitators.length > 0;
  const differing = choices.criteria.filter(({ values }) => values.length > 1);
  return (
    <form onSubmit={send} noValidate>
      <Stack>
        <FormErrors error={error} />
        <Sizes {...part} error={errors["groups"]} />
        <How {...part} />
        <TextField
          type="number"
          inputMode="numeric"
          name="rounds"
          label={t("ask.rounds")}
          help={t("ask.roundsHelp", { most: MOST_ROUNDS })}
          error={errors["rounds"]}
          value={fields.rounds}
          onChange={(rounds) => change({ rounds })}
        />
        <Leaders {...part} errors={errors} />
        {led && <When {...part} errors={errors} />}
        <Fold title={t("more.title")}>
          <Stack gap="lg">
            {!led && <When {...part} errors={errors} />}
            <CheckboxesField
              name="balance"
              label={t("ask.balance")}
              help={t("ask.balanceHelp")}
              options={differing.map(({ criterion: name }) => ({ value: name, label: criterion(name) }))}
              value={fields.balance}
              onChange={(balance) => change({ balance })}
            />
            <MoreRules {...part} errors={errors} />
          </Stack>
        </Fold>
        <Promises {...part} />
        <Group>
          <Button type="submit" size="md" loading={busy}>
            {submit}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
