import { useTranslation } from "react-i18next";
import { ShownOnce } from "@/components/ui/ShownOnce";

interface Props {
  secret: string;
  /** It takes over from another one. */
  rotated?: boolean;
  onStored: () => void;
}

/** By this secret the receiver knows that a message is ours. */
export function SigningSecret({ secret, rotated = false, onStored }: Props) {
  const { t } = useTranslation("webhooks");
  return (
    <ShownOnce title={t("once.title")} values={[{ label: t("once.label"), value: secret }]} onStored={onStored}>
      {t(rotated ? "once.rotated" : "once.text")}
    </ShownOnce>
  );
}
