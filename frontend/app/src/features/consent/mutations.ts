import { ProblemError, type Schemas, ok } from "@tellmore/client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import i18next from "i18next";
import { api, ifMatch } from "@/lib/api";
import { saveAs } from "@/lib/download";
import { endWork, reportWork } from "@/lib/work";
import type { Form, Request } from "./queries";

/** A no to taking part takes out what was said, and what rests on it. */
const touched = ["consent", "responses", "codes", "codings", "themes"];

/** After each change the server is asked anew: one answer can change several permissions. */
function useChange<V, R>(change: (input: V) => Promise<R>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: change,
    throwOnError: false,
    onSuccess: () => Promise.all(touched.map((about) => queries.invalidateQueries({ queryKey: [about] }))),
  });
}

const request = (request_id: string) => ({ params: { path: { request_id } } });

export const useDraftForm = (cohort_id: string) =>
  useChange<void, Form>(() => ok(api.POST("/v1/consent-forms", { body: { cohort_id } })));

export const usePublishForm = () =>
  useChange(({ id, version }: Form) =>
    ok(
      api.POST("/v1/consent-forms/{form_id}/publish", {
        params: { path: { form_id: id }, header: ifMatch(version) },
      }),
    ),
  );

/** The next version begins with the words that are in force. */
export const useNextForm = ({ cohort_id, texts, purposes, sensitive_areas, federally_required }: Form) =>
  useChange<void, Form>(() =>
    ok(api.POST("/v1/consent-forms", { body: { cohort_id, texts, purposes, sensitive_areas, federally_required } })),
  );

export const useChangeForm = ({ id, version }: Form) =>
  useChange((body: Schemas["FormUpdate"]) =>
    ok(api.PATCH("/v1/consent-forms/{form_id}", { params: { path: { form_id: id }, header: ifMatch(version) }, body })),
  );

export const useRemoveForm = () =>
  useChange(({ id, version }: Form) =>
    api.DELETE("/v1/consent-forms/{form_id}", { params: { path: { form_id: id }, header: ifMatch(version) } }),
  );

/** Those too who have answered an older version. */
export const useAskAgain = (cohort_id: string) =>
  useChange((member_ids: string[]) =>
    ok(api.POST("/v1/consent-requests", { body: { cohort_id, member_ids, again: true } })),
  );

export const useWithdraw = () =>
  useChange(({ id, body }: { id: string; body: Schemas["Withdrawal"] }) =>
    ok(api.POST("/v1/consent-records/{record_id}/withdraw", { params: { path: { record_id: id } }, body })),
  );

export const useAttachScan = () =>
  useChange(({ id, file }: { id: string; file: File }) => {
    const form = new FormData();
    form.set("file", file);
    // OpenAPI writes a file as a string; the form goes out as multipart.
    const body = form as unknown as { file: string };
    return ok(api.POST("/v1/consent-records/{record_id}/scan", { params: { path: { record_id: id } }, body }));
  });

export const useReadScan = () =>
  useMutation({
    mutationFn: async (record_id: string) => {
      const { data } = await api.GET("/v1/consent-records/{record_id}/scan", {
        params: { path: { record_id } },
        parseAs: "blob",
      });
      const scan = data as unknown as Blob;
      saveAs(`consent-${record_id}.${scan.type.split("/")[1] ?? "pdf"}`, scan, scan.type);
    },
    throwOnError: false,
  });

export const useAsk = (cohort_id: string) =>
  useChange<void, Schemas["RequestsSent"]>(() => ok(api.POST("/v1/consent-requests", { body: { cohort_id } })));

export const useHandOver = () =>
  useChange((id: string) => ok(api.POST("/v1/consent-requests/{request_id}/link", request(id))));

const resend = (id: string) => ok(api.POST("/v1/consent-requests/{request_id}/resend", request(id)));

export const useResend = () => useChange(resend);

const passedOver = (error: unknown) => {
  if (error instanceof ProblemError && error.status === 409) return [];
  throw error;
};

const REMIND = "consent-remind";

/** One after the other, in sight of the header: it goes on when one leaves the page. Who has answered meanwhile is passed over. */
export const useRemind = () =>
  useChange(async (requests: readonly Request[]) => {
    const sent: Request[] = [];
    try {
      for (const [done, { id }] of requests.entries()) {
        reportWork({ id: REMIND, label: i18next.t("consent:remind.working"), done, total: requests.length });
        sent.push(...(await resend(id).then((one) => [one], passedOver)));
      }
    } finally {
      endWork(REMIND);
    }
    return sent;
  });

export const useRevoke = () =>
  useChange((id: string) => ok(api.POST("/v1/consent-requests/{request_id}/revoke", request(id))));

export const useRecord = () =>
  useChange((body: Schemas["RecordsCreate"]) => ok(api.POST("/v1/consent-records", { body })));

export const useResolve = () =>
  useChange((body: Schemas["ResolutionCreate"]) => ok(api.POST("/v1/consent-resolutions", { body })));
