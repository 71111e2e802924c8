import { Checkbox, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { CheckboxesField } from "@/components/form/CheckboxesField";
import { TextField } from "@/components/form/fields";
import { Fold } from "@/components/ui/Fold";
import { StatusMark } from "@/components/ui/StatusMark";
import type { PartProps } from "./AskForm";
import { type Leader as Chosen, words } from "./ask";

/** When one of those who lead can come, and whether they are from outside. */
function Leader({ leader, name, index, error, onChange }: LeaderProps) {
  const { t } = useTranslation("groups");
  return (
    <Stack gap="xs">
      <Text fw={600}>{name}</Text>
      <Checkbox
        label={t("ask.outsider")}
        checked={leader.is_outsider}
        onChange={(event) => onChange({ ...leader, is_outsider: event.currentTarget.checked })}
      />
      <TextField
        name={`facilitators.${index}.periods`}
        label={t("ask.leaderPeriods")}
        help={t("ask.leaderPeriodsHelp")}
        error={error}
        value={leader.periods}
        onChange={(periods) => onChange({ ...leader, periods })}
      />
    </Stack>
  );
}

interface LeaderProps {
  leader: Chosen;
  name: string;
  index: number;
  error: string | undefined;
  onChange: (leader: Chosen) => void;
}

/** Who leads. With fewer people than groups they lead one after another, which needs periods. */
export function Leaders({ fields, change, people, errors }: PartProps & { errors: Record<string, string> }) {
  const { t } = useTranslation("groups");
  const chosen = fields.facilitators;
  const known = new Map(people.map(({ id, name }) => [id, name]));
  const choose = (ids: string[]) =>
    change({
      facilitators: ids.map((user_id) => chosen.find((one) => one.user_id === user_id) ?? { user_id, is_outsider: false, periods: "" }),
    });
  const replace = (leader: Chosen) =>
    change({ facilitators: chosen.map((one) => (one.user_id === leader.user_id ? leader : one)) });
  const periods = Math.max(1, words(fields.periods).length);
  const short = chosen.length > 0 && chosen.length * periods < Number(fields.groups);
  const refused = chosen.map((_, at) => errors[`facilitators.${at}.user_id`]).find(Boolean);
  return (
    <>
      <CheckboxesField
        name="facilitators"
        label={t("ask.leaders")}
        help={t("ask.leadersHelp")}
        error={refused}
        options={people.map(({ id, name }) => ({ value: id, label: name }))}
        value={chosen.map(({ user_id }) => user_id)}
        onChange={choose}
      />
      {short && (
        <StatusMark tone="warning">
          {t("ask.short", { count: chosen.length, groups: fields.groups, least: Math.ceil(Number(fields.groups) / chosen.length) })}
        </StatusMark>
      )}
      {chosen.length > 0 && (
        <Fold title={t("ask.leadersMore")}>
          <Stack>
            {chosen.map((leader, index) => (
              <Leader
                key={leader.user_id}
                {...{ leader, index }}
                name={known.get(leader.user_id) ?? ""}
                error={errors[`facilitators.${index}.periods`]}
                onChange={replace}
              />
            ))}
          </Stack>
        </Fold>
      )}
    </>
  );
}
