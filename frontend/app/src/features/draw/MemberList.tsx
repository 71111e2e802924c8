import { Button, Group, Stack, Title } from "@mantine/core";
import { useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type Column } from "@/components/data/Row";
import { DataTable } from "@/components/data/DataTable";
import { FormErrors } from "@/components/form/FormErrors";
import { Confirm } from "@/components/ui/Confirm";
import { StatusMark, type Tone } from "@/components/ui/StatusMark";
import { can } from "@/lib/can";
import { fullName, percent } from "@/lib/format";
import { byPseudonym } from "@/lib/order";
import { tell } from "@/lib/toasts";
import { ThisYear } from "./ThisYear";
import { useReplace } from "./mutations";
import { type Member, membersQuery } from "./queries";

const tones: Record<Member["status"], Tone> = {
  drawn: "done",
  alternate: "waiting",
  replaced: "stopped",
};

const standing = ["drawn", "alternate", "replaced"];

/** Those with a seat first, by the number of their pseudonym. */
function inOrder(members: readonly Member[]): Member[] {
  return members.toSorted((a, b) => standing.indexOf(a.status) - standing.indexOf(b.status) || byPseudonym(a, b));
}

interface Props {
  cohortId: string;
  schools: { id: string; name: string }[];
}

function useColumns(schools: Props["schools"], members: readonly Member[], named: boolean): Column<Member>[] {
  const { t, i18n } = useTranslation("draw");
  const names = new Map(schools.map(({ id, name }) => [id, name]));
  const state = ({ status, alternate_rank }: Member) => (
    <StatusMark tone={tones[status]}>{t(`member.${status}`, { rank: alternate_rank })}</StatusMark>
  );
  const who = { key: "who", header: t("member.who"), cell: (one: Member) => (one.identity ? fullName(one.identity) : "") };
  const chance: Column<Member> = {
    key: "chance",
    header: t("member.chance"),
    align: "end",
    cell: (one) => (one.chance === null ? "" : percent(one.chance, i18n.language)),
  };
  const year: Column<Member> = {
    key: "year",
    header: t("member.year"),
    cell: ({ this_year }) => this_year && <ThisYear year={this_year} />,
  };
  return [
    { key: "name", header: t("member.pseudonym"), cell: ({ pseudonym }) => pseudonym },
    ...(named ? [who] : []),
    { key: "school", header: t("member.school"), cell: ({ school_id }) => names.get(school_id) ?? "" },
    { key: "status", header: t("member.state"), cell: state },
    ...(members.some((one) => one.chance !== null) ? [chance] : []),
    ...(members.some((one) => one.this_year !== null) ? [year] : []),
  ];
}

/** Who was drawn, by pseudonym. Their names are shown on purpose only, and the server notes it. */
export function MemberList({ cohortId, schools }: Props) {
  const { t } = useTranslation("draw");
  const [named, setNamed] = useState(false);
  const { data: members } = useSuspenseQuery(membersQuery(cohortId, named));
  const replace = useReplace(cohortId);
  const columns = useColumns(schools, members, named);
  const away = (member: Member) =>
    can(member, "replace") && (
      <Confirm
        label={t("member.replace", { name: member.pseudonym })}
        lost={t("member.replaceLost")}
        busy={replace.isPending && replace.variables === member.id}
        onConfirm={() =>
          replace.mutate(member.id, {
            onSuccess: ({ replacement }) => tell(t("member.replacedBy", { name: replacement.pseudonym })),
          })
        }
      />
    );
  const replaceable = members.some((member) => can(member, "replace"));
  return (
    <Stack mt="xl">
      <Group justify="space-between">
        <Title order={2} size="h4">
          {t("member.title")}
        </Title>
        {members.some((member) => can(member, "identify")) && (
          <Button variant="default" aria-pressed={named} onClick={() => setNamed(!named)}>
            {t(named ? "member.hide" : "member.show")}
          </Button>
        )}
      </Group>
      <FormErrors error={replace.error} />
      <DataTable
        caption={t("member.title")}
        rows={inOrder(members)}
        rowKey={({ id }) => id}
        columns={replaceable ? [...columns, { key: "do", header: t("member.do"), cell: away }] : columns}
      />
    </Stack>
  );
}
