import { Button, Group, Stack } from "@mantine/core";
import { type SyntheticEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { FormErrors } from "@/components/form/FormErrors";
import { fieldErrors } from "@/components/form/errors";
import { LongTextField } from "@/components/form/fields";

interface Props {
  /** The verb, on the button that opens and on the one that does it. */
  label: string;
  question: string;
  error: unknown;
  busy: boolean;
  onGive: (reason: string) => void;
}

/** For what needs a written reason: a button that asks for it first. */
export function ReasonForm({ label, question, error, busy, onGive }: Props) {
  const { t } = useTranslation("sessions");
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState("");
  if (!open)
    return (
      <Button variant="subtle" color="warn" onClick={() => setOpen(true)}>
        {label}
      </Button>
    );
  const send = (event: SyntheticEvent) => {
    event.preventDefault();
    onGive(reason);
  };
  return (
    <form onSubmit={send} noValidate style={{ flexBasis: "100%" }}>
      <Stack gap="sm">
        <FormErrors error={error} />
        <LongTextField
          name="reason"
          label={question}
          rows={2}
          error={fieldErrors(error)["reason"]}
          value={reason}
          onChange={setReason}
        />
        <Group>
          <Button type="submit" color="warn" loading={busy}>
            {label}
          </Button>
          <Button variant="default" onClick={() => setOpen(false)}>
            {t("back")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
