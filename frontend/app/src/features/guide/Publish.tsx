import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { FormErrors } from "@/components/form/FormErrors";
import { StatusMark } from "@/components/ui/StatusMark";
import { can } from "@/lib/can";
import { tell } from "@/lib/toasts";
import classes from "./guide.module.css";
import { usePublishGuide } from "./mutations";
import type { Guide } from "./queries";
import type { GuideDraft } from "./useGuideDraft";

/** Whether all is saved, and the step that freezes a version for sessions. */
export function Publish({ guide, draft }: { guide: Guide; draft: GuideDraft }) {
  const { t } = useTranslation("guide");
  const publish = usePublishGuide(guide);
  const send = async () => {
    await draft.flush();
    await publish.mutateAsync();
    tell(t("publish.done"));
  };
  const state = guide.status === "published" ? "published" : guide.published_number === null ? "draft" : "changed";
  return (
    <>
      <FormErrors error={draft.error ?? publish.error} />
      <div className={classes.saved}>
        {can(guide, "publish") && (
          <Button loading={publish.isPending} onClick={() => void send().catch(() => undefined)}>
            {t("publish.submit")}
          </Button>
        )}
        <StatusMark tone={state === "published" ? "done" : "waiting"}>
          {t(`publish.${state}`, { number: guide.published_number })}
        </StatusMark>
        <span role="status">{t(draft.held ? "saved" : draft.error ? "notSaved" : "saving")}</span>
      </div>
    </>
  );
}
