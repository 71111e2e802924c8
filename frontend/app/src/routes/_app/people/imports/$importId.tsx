import { useSuspenseQuery } from "@tanstack/react-query";
import { createFileRoute } from "@tanstack/react-router";
import { Suspense } from "react";
import { LoadingState } from "@/components/ui/LoadingState";
import { Page } from "@/components/ui/Page";
import { ChangeTable } from "@/features/people/Changes";
import { Findings } from "@/features/people/Findings";
import { ImportMark } from "@/features/people/ImportList";
import { ImportSteps } from "@/features/people/ImportSteps";
import { importQuery } from "@/features/people/queries";
import { loaded } from "@/lib/query";

export const Route = createFileRoute("/_app/people/imports/$importId")({
  loader: async ({ params }) => ({ crumb: (await loaded(importQuery(params.importId))).filename }),
  component: ImportPage,
});

function ImportPage() {
  const { importId } = Route.useParams();
  const { data: roster } = useSuspenseQuery(importQuery(importId));
  return (
    <Page title={roster.filename} lead={<ImportMark status={roster.status} />}>
      <ImportSteps roster={roster} />
      {roster.changes && <ChangeTable changes={roster.changes} />}
      <Suspense fallback={<LoadingState />}>
        <Findings importId={importId} />
      </Suspense>
    </Page>
  );
}
