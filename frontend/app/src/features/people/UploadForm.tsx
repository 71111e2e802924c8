import { Button, FileInput, Group, Stack } from "@mantine/core";
import { type SyntheticEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { FormErrors } from "@/components/form/FormErrors";
import { Icon } from "@/components/ui/Icon";
import { refusedImport, useUpload } from "./mutations";

/** Choose a OneRoster zip; what it would change is shown before anything is. */
export function UploadForm({ onStaged }: { onStaged: (importId: string) => void }) {
  const { t } = useTranslation("people");
  const [file, setFile] = useState<File | null>(null);
  const upload = useUpload(t("upload.working"));
  const send = (event: SyntheticEvent) => {
    event.preventDefault();
    if (!file) return;
    upload.mutate(file, {
      onSuccess: ({ id }) => onStaged(id),
      onError: (error) => {
        const kept = refusedImport(error);
        if (kept) onStaged(kept);
      },
    });
  };
  return (
    <form onSubmit={send}>
      <Stack>
        <FormErrors error={refusedImport(upload.error) ? null : upload.error} />
        <FileInput
          size="md"
          maw="32rem"
          label={t("upload.file")}
          description={t("upload.help")}
          placeholder={t("upload.choose")}
          accept=".zip,application/zip"
          leftSection={<Icon name="upload" />}
          value={file}
          onChange={setFile}
        />
        <Group>
          <Button type="submit" size="md" disabled={!file} loading={upload.isPending}>
            {t("upload.submit")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
