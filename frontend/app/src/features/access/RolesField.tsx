import { Button, Group, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { SelectField } from "@/components/form/fields";
import classes from "./access.module.css";
import { type Membership, roles } from "./queries";
import type { School } from "./useRoleWords";

interface Props {
  value: readonly Membership[];
  schools: readonly School[];
  error: string | undefined;
  onChange: (value: Membership[]) => void;
}

/** One line a role: what, and where. Most people have one. */
export function RolesField({ value, schools, error, onChange }: Props) {
  const { t } = useTranslation("access");
  const set = (at: number, part: Partial<Membership>) =>
    onChange(value.map((one, index) => (index === at ? { ...one, ...part } : one)));
  const places = [{ value: "", label: t("everySchool") }, ...schools.map(({ id, name }) => ({ value: id, label: name }))];
  return (
    <fieldset id="field-memberships" tabIndex={-1} className={classes.roles}>
      <legend>{t("whatTheyDo")}</legend>
      {error && <Text c="var(--mantine-color-error)">{error}</Text>}
      {value.map(({ role, school_id }, at) => (
        <Stack key={at} gap="xs">
          <div className={classes.role}>
            <SelectField
              name={`memberships.${at}.role`}
              label={t("roles")}
              value={role}
              options={roles.map((one) => ({ value: one, label: t(`role.${one}`) }))}
              onChange={(next) => set(at, { role: roles.find((one) => one === next) ?? role })}
            />
            <SelectField
              name={`memberships.${at}.school_id`}
              label={t("where")}
              value={school_id ?? ""}
              options={places}
              onChange={(id) => set(at, { school_id: id || null })}
            />
            {value.length > 1 && (
              <Button variant="subtle" color="warn" onClick={() => onChange(value.filter((_, index) => index !== at))}>
                {t("removeRole", { role: t(`role.${role}`) })}
              </Button>
            )}
          </div>
          <Text size="sm" c="dimmed">
            {t(`roleMay.${role}`)}
          </Text>
        </Stack>
      ))}
      <Group>
        <Button variant="subtle" onClick={() => onChange([...value, { role: "facilitator", school_id: null }])}>
          {t("addRole")}
        </Button>
      </Group>
    </fieldset>
  );
}
