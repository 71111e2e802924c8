import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { ok } from "@tellmore/client";
import { useTranslation } from "react-i18next";
import { Icon } from "@/components/ui/Icon";
import { api } from "@/lib/api";
import { saveAs } from "@/lib/download";

/** The certificate with all that a check needs, as a file. */
export function DownloadCertificate({ cohortId }: { cohortId: string }) {
  const { t } = useTranslation("draw");
  const fetchAll = useMutation({
    mutationFn: () => {
      const params = { path: { cohort_id: cohortId }, query: { panels: true } };
      return ok(api.GET("/v1/cohorts/{cohort_id}/certificate", { params }));
    },
    onSuccess: (all) => saveAs(`certificate-${cohortId}.json`, JSON.stringify(all, null, 2)),
  });
  return (
    <Button
      variant="default"
      leftSection={<Icon name="download" />}
      loading={fetchAll.isPending}
      onClick={() => fetchAll.mutate()}
    >
      {t("result.download")}
    </Button>
  );
}
