import { Button, FileButton, Group } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { FormErrors } from "@/components/form/FormErrors";
import { Icon } from "@/components/ui/Icon";
import { afterwards } from "@/lib/afterwards";
import { can } from "@/lib/can";
import { tell } from "@/lib/toasts";
import { ReceiptDialog } from "./ReceiptDialog";
import { WithdrawForm } from "./WithdrawForm";
import { useAttachScan, useReadScan } from "./mutations";
import type { Signing } from "./queries";

/** What can be done with one signature: its receipt, its paper, taking it back. */
export function RecordSteps({ signing }: { signing: Signing }) {
  const { t } = useTranslation("consent");
  const [first] = signing.records;
  const [receipt, setReceipt] = useState(false);
  const [withdrawing, setWithdrawing] = useState(false);
  const attach = useAttachScan();
  const scan = useReadScan();
  const standing = signing.records.filter((one) => signing.standing.has(one.id) && can(one, "withdraw"));
  const send = (file: File | null) =>
    file && afterwards(attach, { id: first.id, file }, () => tell(t("scan.kept")));
  return (
    <>
      <FormErrors error={attach.error ?? scan.error} />
      <Group gap="xs">
        <Button variant="default" onClick={() => setReceipt(true)}>
          {t("receipt.open")}
        </Button>
        {can(first, "attach_scan") && !first.has_scan && (
          <FileButton accept="application/pdf,image/png,image/jpeg" onChange={send}>
            {(props) => (
              <Button {...props} variant="default" leftSection={<Icon name="upload" />} loading={attach.isPending}>
                {t("scan.attach")}
              </Button>
            )}
          </FileButton>
        )}
        {first.has_scan && (
          <Button variant="default" leftSection={<Icon name="download" />} loading={scan.isPending} onClick={() => scan.mutate(first.id)}>
            {t("scan.open")}
          </Button>
        )}
        {standing.length > 0 && !withdrawing && (
          <Button variant="subtle" color="warn" onClick={() => setWithdrawing(true)}>
            {t("withdraw.open")}
          </Button>
        )}
      </Group>
      {withdrawing && <WithdrawForm records={standing} onDone={() => setWithdrawing(false)} />}
      {receipt && <ReceiptDialog recordId={first.id} onClose={() => setReceipt(false)} />}
    </>
  );
}
