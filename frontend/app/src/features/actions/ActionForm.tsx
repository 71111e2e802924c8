import { Button, Group, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type SyntheticEvent } from "react";
import { useTranslation } from "react-i18next";
import { FormErrors } from "@/components/form/FormErrors";
import { DateField, LongTextField, SelectField, TextField } from "@/components/form/fields";
import { useFields } from "@/components/form/useFields";
import type { Me } from "@/lib/me";
import type { Theme } from "@/lib/queries/insights";
import { usersQuery } from "@/lib/queries/users";
import { tell } from "@/lib/toasts";
import { useCreateAction } from "./mutations";

const kinds = ["project", "activity", "committee", "other"] as const;

interface Props {
  themes: readonly Theme[];
  themeId: string;
  me: Me;
  onDone: () => void;
}

function useOwners(me: Me) {
  const enabled = me.abilities.includes("users:read");
  const { data: people = [] } = useQuery({ ...usersQuery, enabled });
  const known = people.filter(({ id, status }) => id !== me.id && status === "active");
  return [{ value: me.id, label: me.name }, ...known.map(({ id, name }) => ({ value: id, label: name }))];
}

/** What will be done about a theme, by whom, until when. */
export function ActionForm({ themes, themeId, me, onDone }: Props) {
  const { t } = useTranslation("actions");
  const create = useCreateAction();
  const owners = useOwners(me);
  const start = { theme_id: themeId, kind: "project", title: "", description: "", owner_id: me.id, due_on: "", measure: "", target: "" };
  const { values, field } = useFields(start, create.error);
  const send = (event: SyntheticEvent) => {
    event.preventDefault();
    const { description, measure, target, kind, ...given } = values;
    const body = {
      ...given,
      kind: kinds.find((one) => one === kind) ?? "other",
      description: description || null,
      measure: measure || null,
      target: target || null,
    };
    create.mutate(body, {
      onSuccess: () => {
        tell(t("created"));
        onDone();
      },
    });
  };
  return (
    <form onSubmit={send} noValidate>
      <Stack>
        <FormErrors error={create.error} />
        <SelectField {...field("theme_id")} label={t("theme")} options={themes.map(({ id, title }) => ({ value: id, label: title }))} />
        <SelectField {...field("kind")} label={t("kind.label")} options={kinds.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))} />
        <TextField {...field("title")} label={t("form.title")} help={t("form.titleHelp")} />
        <LongTextField {...field("description")} label={t("form.description")} />
        <SelectField {...field("owner_id")} label={t("owner")} options={owners} />
        <DateField {...field("due_on")} label={t("due")} />
        <TextField {...field("measure")} label={t("form.measure")} help={t("form.measureHelp")} />
        <TextField {...field("target")} label={t("form.target")} />
        <Group>
          <Button type="submit" size="md" loading={create.isPending}>
            {t("form.submit")}
          </Button>
          <Button variant="subtle" size="md" onClick={onDone}>
            {t("close")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
