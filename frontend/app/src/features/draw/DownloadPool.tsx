import { Button, Stack } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { ok } from "@tellmore/client";
import { useTranslation } from "react-i18next";
import { FormErrors } from "@/components/form/FormErrors";
import { Icon } from "@/components/ui/Icon";
import { api } from "@/lib/api";
import { saveAs } from "@/lib/download";

/** The pool as a file, byte for byte: its SHA-256 is the hash on record. */
export function DownloadPool({ cohortId }: { cohortId: string }) {
  const { t } = useTranslation("draw");
  const fetchPool = useMutation({
    mutationFn: () => {
      const params = { path: { cohort_id: cohortId } };
      return ok(api.GET("/v1/cohorts/{cohort_id}/draw/pool", { params, parseAs: "text" }));
    },
    throwOnError: false,
    onSuccess: (text) => saveAs("pool.json", text),
  });
  return (
    <Stack align="flex-start" gap="xs">
      <FormErrors error={fetchPool.error} />
      <Button
        variant="default"
        leftSection={<Icon name="download" />}
        loading={fetchPool.isPending}
        onClick={() => fetchPool.mutate()}
      >
        {t("result.downloadPool")}
      </Button>
    </Stack>
  );
}
