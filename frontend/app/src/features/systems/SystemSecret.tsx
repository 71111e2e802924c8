import { useTranslation } from "react-i18next";
import { ShownOnce } from "@/components/ui/ShownOnce";
import type { SystemWithSecret } from "./queries";

interface Props {
  made: SystemWithSecret;
  onStored: () => void;
}

/** Id and secret, as the system's own settings ask for them. */
export function SystemSecret({ made, onStored }: Props) {
  const { t } = useTranslation("systems");
  const values = [
    { label: t("clientId"), value: made.client.client_id },
    { label: t("secret"), value: made.client_secret },
  ];
  return (
    <ShownOnce title={t("once.title", made.client)} values={values} onStored={onStored}>
      {t(made.client.old_secret_until ? "once.rotated" : "once.text")}
    </ShownOnce>
  );
}
