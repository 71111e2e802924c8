import { Group } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { FormErrors } from "@/components/form/FormErrors";
import { Confirm } from "@/components/ui/Confirm";
import { can } from "@/lib/can";
import { sessionsQuery } from "@/lib/queries/sessions";
import { tell } from "@/lib/toasts";
import { useStrikeAll } from "./mutations";
import { type Response, type ResponseSearch } from "./queries";

interface Props {
  cohortId: string;
  search: ResponseSearch;
  /** What is shown of this student now: the server says there whether it may be struck. */
  shown: readonly Response[];
}

/** Everything one student said: in one session, or in all where they took part. It can't be undone. */
export function StrikeAll({ cohortId, search: { member_id, session_id }, shown }: Props) {
  const { t } = useTranslation("responses");
  const { data: sessions = [] } = useQuery({ ...sessionsQuery({ cohort_id: cohortId }), throwOnError: false });
  const seats = sessions
    .filter(({ id }) => !session_id || id === session_id)
    .flatMap(({ id, participants }) => participants.filter((one) => one.member_id === member_id).map((one) => ({ id, ...one })));
  const name = seats[0]?.pseudonym ?? "";
  const strike = useStrikeAll(cohortId, (count) => tell(t("strikeAll.done", { count, name })));
  if (!member_id || !name || !shown.some((one) => can(one, "strike"))) return null;
  const all = () => strike.mutate({ member_id, session_ids: seats.map(({ id }) => id) });
  return (
    <Group mb="md">
      <FormErrors error={strike.error} />
      <Confirm
        forGood
        label={t("strikeAll.submit", { name })}
        lost={t("strikeAll.lost", { name, count: seats.length })}
        busy={strike.isPending}
        onConfirm={all}
      />
    </Group>
  );
}
