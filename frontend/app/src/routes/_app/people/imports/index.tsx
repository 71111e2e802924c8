import { useSuspenseInfiniteQuery } from "@tanstack/react-query";
import { createFileRoute } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { ShowMore } from "@/components/data/ShowMore";
import { EmptyState } from "@/components/ui/EmptyState";
import { Page } from "@/components/ui/Page";
import { ImportList } from "@/features/people/ImportList";
import { UploadForm } from "@/features/people/UploadForm";
import { importsQuery } from "@/features/people/queries";

export const Route = createFileRoute("/_app/people/imports/")({
  component: Imports,
});

function Imports() {
  const { t } = useTranslation("people");
  const { me } = Route.useRouteContext();
  const navigate = Route.useNavigate();
  const imports = useSuspenseInfiniteQuery(importsQuery);
  const open = (importId: string) => void navigate({ to: "/people/imports/$importId", params: { importId } });
  return (
    <Page title={t("imports")} lead={t("upload.lead")}>
      {me.abilities.includes("rosters:write") && <UploadForm onStaged={open} />}
      {imports.data.length === 0 ? (
        <EmptyState title={t("noImports.title")}>{t("noImports.text")}</EmptyState>
      ) : (
        <ImportList imports={imports.data} />
      )}
      <ShowMore {...imports} />
    </Page>
  );
}
