import { Anchor } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { EmptyState } from "./EmptyState";

export function NotFound() {
  const { t } = useTranslation();
  return (
    <EmptyState title={t("notFound.title")} action={<Anchor component={Link} to="/">{t("notFound.home")}</Anchor>}>
      {t("notFound.text")}
    </EmptyState>
  );
}
