import { Button, Group, Text, Title } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Facts } from "@/components/data/Facts";
import { When } from "@/components/ui/When";
import type { MemberConsent, Purpose } from "@/lib/queries/consent";
import { VerdictMark } from "./MemberTable";
import { RecordForm } from "./RecordForm";
import { Records } from "./Records";
import { Requests } from "./Requests";
import { Resolve } from "./Resolve";
import classes from "./consent.module.css";

interface Props {
  member: MemberConsent;
  asked: readonly Purpose[];
  /** Whether this person keeps consents, or only reads them. */
  keeps: boolean;
  onClose: () => void;
}

function Answers({ member }: Pick<Props, "member">) {
  const { t } = useTranslation("consent");
  const { t: why } = useTranslation("permission");
  const facts = member.permissions.map((permission) => ({
    label: t(`purpose.${permission.purpose}`),
    value: (
      <>
        <VerdictMark permission={permission} />{" "}
        <Text span size="sm" c="dimmed" className={classes.sentence}>
          {why(`reason.${permission.reason}`)} {permission.opens_on && <When at={permission.opens_on} />}
        </Text>
      </>
    ),
  }));
  return <Facts facts={facts} />;
}

/** One student: what is permitted now and why, whom we asked, and what can be done. */
export function MemberPanel({ member, asked, keeps, onClose }: Props) {
  const { t } = useTranslation("consent");
  const panel = useRef<HTMLElement>(null);
  useEffect(() => panel.current?.focus(), []);
  const [recording, setRecording] = useState(false);
  const name = member.student ? `${member.pseudonym} · ${member.student}` : member.pseudonym;
  return (
    <section ref={panel} tabIndex={-1} className={classes.panel} aria-label={name}>
      <Group justify="space-between">
        <Title order={2} size="h4">
          {name}
        </Title>
        <Button variant="subtle" onClick={onClose}>
          {t("closeStudent")}
        </Button>
      </Group>
      <Answers member={member} />
      {keeps && member.to_settle.map((purpose) => <Resolve key={purpose} memberId={member.member_id} purpose={purpose} />)}
      <Title order={3} size="h5">
        {t("request.title")}
      </Title>
      <Requests requests={member.requests} />
      <Records memberId={member.member_id} />
      {keeps && recording && <RecordForm member={member} asked={asked} onDone={() => setRecording(false)} />}
      {keeps && !recording && (
        <Button variant="light" style={{ justifySelf: "start" }} onClick={() => setRecording(true)}>
          {t("record.open")}
        </Button>
      )}
    </section>
  );
}
