import { Button, Text } from "@mantine/core";
import { ok } from "@tellmore/client";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { FormErrors } from "@/components/form/FormErrors";
import { QrCode } from "@/components/ui/QrCode";
import { When } from "@/components/ui/When";
import { api } from "@/lib/api";
import { can } from "@/lib/can";
import type { Session } from "@/lib/queries/sessions";
import classes from "./live.module.css";

/** Each student's own way back: to add a thought, or take one back, in the days after. */
export function LateLinks({ session }: { session: Session }) {
  const { t } = useTranslation("live");
  const invite = useMutation({
    mutationFn: () =>
      ok(api.POST("/v1/sessions/{session_id}/late-thought-links", { params: { path: { session_id: session.id } } })),
    throwOnError: false,
  });
  if (!can(session, "invite_late_thoughts")) return null;
  return (
    <section className={classes.late} aria-labelledby="late">
      <h2 id="late">{t("late.title")}</h2>
      <Text c="dimmed">{t(invite.data ? "late.once" : "late.text")}</Text>
      <FormErrors error={invite.error} />
      {invite.data ? (
        <ul className={classes.codes}>
          {invite.data.items.map(({ member_id, pseudonym, qr_svg, url, add_until }) => (
            <li key={member_id}>
              <b>{pseudonym}</b>
              <QrCode svg={qr_svg} label={t("late.code", { who: pseudonym })} />
              <a href={url}>{t("late.link")}</a>
              <small>
                {t("late.until")} <When at={add_until} />
              </small>
            </li>
          ))}
        </ul>
      ) : (
        <Button variant="light" loading={invite.isPending} onClick={() => invite.mutate()}>
          {t("late.make")}
        </Button>
      )}
    </section>
  );
}
