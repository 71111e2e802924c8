import { Button, Group, Stack, Text } from "@mantine/core";
import type { Schemas } from "@tellmore/client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { FormErrors } from "@/components/form/FormErrors";
import { Fold } from "@/components/ui/Fold";
import { LoadingState } from "@/components/ui/LoadingState";
import { StatusMark } from "@/components/ui/StatusMark";
import { can } from "@/lib/can";
import type { Me } from "@/lib/me";
import type { ActionItem } from "@/lib/queries/actions";
import { AddColleague, AddStudent } from "./AddSeat";
import classes from "./actions.module.css";
import { useLeaveCommittee } from "./mutations";
import { committeeQuery } from "./queries";

type Seats = Schemas["CommitteeRead"];

interface SeatProps {
  id: string;
  name: string;
  may: boolean;
  unasked?: boolean;
  leave: ReturnType<typeof useLeaveCommittee>;
}

function Seat({ id, name, may, unasked = false, leave }: SeatProps) {
  const { t } = useTranslation("actions");
  return (
    <li>
      <span>{name}</span>
      {unasked && <StatusMark tone="warning">{t("committee.tookBack")}</StatusMark>}
      {may && (
        <Button variant="subtle" size="compact-md" color="warn" loading={leave.isPending} onClick={() => leave.mutate(id)}>
          {t("committee.leave", { name })}
        </Button>
      )}
    </li>
  );
}

function Sitting({ item, seats, me }: { item: ActionItem; seats: Seats; me: Me }) {
  const { t } = useTranslation("actions");
  const leave = useLeaveCommittee();
  const colleagues = can(seats, "seat_colleagues");
  const students = can(seats, "seat_students");
  return (
    <Stack gap="sm">
      <FormErrors error={leave.error} />
      {seats.adults.length + seats.student_count === 0 && <Text c="dimmed">{t("committee.empty")}</Text>}
      <ul className={classes.seats}>
        {seats.adults.map(({ id, name }) => (
          <Seat key={id} {...{ id, name, leave }} may={colleagues} />
        ))}
        {seats.students?.map(({ id, pseudonym, follow_up }) => (
          <Seat key={id} {...{ id, leave }} name={pseudonym} may={students} unasked={!follow_up} />
        ))}
      </ul>
      {!seats.students && seats.student_count > 0 && <Text>{t("committee.hidden", { count: seats.student_count })}</Text>}
      <Group align="flex-end">
        {colleagues && me.abilities.includes("users:read") && <AddColleague item={item} seated={seats.adults.map(({ user_id }) => user_id)} />}
        {students && <AddStudent item={item} seated={seats.students?.map(({ member_id }) => member_id) ?? []} />}
      </Group>
    </Stack>
  );
}

/** Who works on it: colleagues by name, students by pseudonym for those who may know who they are. */
export function Committee({ item, me }: { item: ActionItem; me: Me }) {
  const { t } = useTranslation("actions");
  const [open, setOpen] = useState(false);
  const { data: seats } = useQuery({ ...committeeQuery(item.id), enabled: open });
  return (
    <Fold title={t("committee.title")} onOpen={() => setOpen(true)}>
      {seats ? <Sitting {...{ item, seats, me }} /> : open && <LoadingState />}
    </Fold>
  );
}
