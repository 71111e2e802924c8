import { useTranslation } from "react-i18next";
import { StatusMark } from "@/components/ui/StatusMark";
import type { User } from "@/lib/queries/users";

/** Whether somebody can sign in now, in a word. */
export function PersonMark({ user }: { user: User }) {
  const { t } = useTranslation("access");
  if (user.status === "deactivated") return <StatusMark tone="stopped">{t("state.ended")}</StatusMark>;
  if (user.can.includes("unlock")) return <StatusMark tone="warning">{t("state.locked")}</StatusMark>;
  if (!user.sign_in_set_up) return <StatusMark tone="waiting">{t("state.invited")}</StatusMark>;
  return <StatusMark tone="done">{t("state.active")}</StatusMark>;
}

/** Nobody knows whom they teach: what students said stays closed to them until somebody says. */
export function TeachingMark({ user }: { user: User }) {
  const { t } = useTranslation("access");
  if (user.status === "deactivated" || user.staff_id || user.teaches_nobody) return null;
  return <StatusMark tone="warning">{t("teaches.unknown")}</StatusMark>;
}
