import type { Schemas } from "@tellmore/client";
import { useTranslation } from "react-i18next";
import { ShownOnce } from "@/components/ui/ShownOnce";
import { When } from "@/components/ui/When";

interface Props {
  name: string;
  link: Schemas["SignInLinkRead"];
  onStored: () => void;
}

/** The link by which somebody chooses a password: for them alone. */
export function SignInLink({ name, link, onStored }: Props) {
  const { t } = useTranslation("access");
  return (
    <ShownOnce title={t("link.title", { name })} values={[{ label: t("link.label"), value: link.url }]} onStored={onStored}>
      {t("link.text")} <When at={link.expires_at} />.
    </ShownOnce>
  );
}
