import { Button, Group, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { FormErrors } from "@/components/form/FormErrors";
import { type Option, SelectField } from "@/components/form/fields";
import type { ActionItem } from "@/lib/queries/actions";
import { drawnQuery } from "@/lib/queries/sessions";
import { usersQuery } from "@/lib/queries/users";
import { useJoinCommittee } from "./mutations";

interface Props {
  item: ActionItem;
  /** Those who have a seat already. */
  seated: readonly string[];
}

interface ChoiceProps {
  item: ActionItem;
  kind: "user_id" | "member_id";
  label: string;
  help?: string;
  options: Option[];
}

function Choice({ item, kind, label, help = "", options }: ChoiceProps) {
  const { t } = useTranslation("actions");
  const join = useJoinCommittee(item);
  const [chosen, setChosen] = useState("");
  const add = () => join.mutate({ [kind]: chosen }, { onSuccess: () => setChosen("") });
  return (
    <Stack gap="xs">
      <FormErrors error={join.error} />
      <Group align="flex-end" gap="xs">
        <SelectField
          name={`${kind}-${item.id}`}
          label={label}
          help={help}
          value={chosen}
          options={[{ value: "", label: t("told.choose") }, ...options]}
          onChange={setChosen}
        />
        <Button variant="default" size="md" disabled={!chosen} loading={join.isPending} aria-label={`${label}: ${t("committee.add")}`} onClick={add}>
          {t("committee.add")}
        </Button>
      </Group>
    </Stack>
  );
}

export function AddColleague({ item, seated }: Props) {
  const { t } = useTranslation("actions");
  const { data: people = [] } = useQuery(usersQuery);
  const free = people.filter(({ id, status }) => status === "active" && !seated.includes(id));
  const options = free.map(({ id, name }) => ({ value: id, label: name }));
  return <Choice item={item} kind="user_id" label={t("committee.colleague")} options={options} />;
}

export function AddStudent({ item, seated }: Props) {
  const { t } = useTranslation("actions");
  const { data: own = [] } = useQuery(drawnQuery(item.cohort_id));
  const free = own.filter(({ id }) => !seated.includes(id));
  const options = free.map(({ id, pseudonym }) => ({ value: id, label: pseudonym }));
  return <Choice item={item} kind="member_id" label={t("committee.student")} help={t("committee.studentHelp")} options={options} />;
}
