import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { DataTable } from "@/components/data/DataTable";
import type { Selection } from "@/components/data/Row";
import { StatusMark, type Tone } from "@/components/ui/StatusMark";
import { byPseudonym } from "@/lib/order";
import type { MemberConsent, Purpose } from "@/lib/queries/consent";
import { type Permission, purposes } from "./queries";
import classes from "./consent.module.css";

const open = new Set<Permission["reason"]>([
  "student_not_answered",
  "student_now_decides",
  "guardian_not_answered",
  "no_guardian_known",
  "guardians_disagree",
  "ask_again",
  "notice_not_sent",
  "notice_running",
  "not_asked",
]);

export type Verdict = "yes" | "open" | "no";

/** How one purpose stands: a yes, a no, or somebody has yet to speak. */
export function verdict({ granted, reason }: Permission): Verdict {
  if (granted) return "yes";
  return open.has(reason) ? "open" : "no";
}

const tones: Record<Verdict, Tone> = { yes: "done", open: "waiting", no: "stopped" };

export function VerdictMark({ permission }: { permission: Permission }) {
  const { t } = useTranslation("consent");
  const said = verdict(permission);
  return <StatusMark tone={tones[said]}>{t(`verdict.${said}`)}</StatusMark>;
}

interface Props {
  cohortId: string;
  members: readonly MemberConsent[];
  /** For those who may remind. */
  selection?: Selection<MemberConsent> | undefined;
}

/** Who may do what, a line each; by name for those who may know. */
export function MemberTable({ cohortId, members, selection }: Props) {
  const { t } = useTranslation("consent");
  const { t: why } = useTranslation("permission");
  const of = (member: MemberConsent, purpose: Purpose) => member.permissions.find((one) => one.purpose === purpose);
  const named = members.some(({ student }) => student !== null);
  const link = ({ member_id, pseudonym }: MemberConsent) => (
    <Link to="/cohorts/$cohortId/consent" params={{ cohortId }} search={(was) => ({ ...was, member: member_id })}>
      {pseudonym}
    </Link>
  );
  const reason = (member: MemberConsent) => {
    const found = of(member, "participate");
    if (!found || verdict(found) === "yes") return null;
    return <span className={classes.sentence}>{why(`reason.${found.reason}`)}</span>;
  };
  return (
    <DataTable
      caption={t("title")}
      rows={members.toSorted(byPseudonym)}
      rowKey={({ member_id }) => member_id}
      {...(selection && { selection })}
      columns={[
        { key: "student", header: t("student"), cell: link },
        ...(named ? [{ key: "name", header: t("name"), cell: ({ student }: MemberConsent) => student ?? "" }] : []),
        ...purposes.map((purpose) => ({
          key: purpose,
          header: t(`purpose.${purpose}`),
          cell: (member: MemberConsent) => {
            const found = of(member, purpose);
            return found && <VerdictMark permission={found} />;
          },
        })),
        { key: "why", header: t("why"), cell: reason },
      ]}
    />
  );
}
