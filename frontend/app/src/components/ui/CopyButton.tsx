import { Button, type ButtonProps } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { tell } from "@/lib/toasts";

interface Props extends Pick<ButtonProps, "size"> {
  text: string;
  /** What the button copies, where that is not plain from what stands beside it. */
  what?: string;
  children?: string;
}

export function CopyButton({ text, what, size = "md", children }: Props) {
  const { t } = useTranslation();
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    tell(t("once.copied"));
  };
  return (
    <Button variant="default" size={size} aria-label={what && t("once.copyOf", { what })} onClick={() => void copy()}>
      {children ?? t("once.copy")}
    </Button>
  );
}
