import { useSuspenseQuery } from "@tanstack/react-query";
import { createFileRoute } from "@tanstack/react-router";
import { Moderator } from "@/features/live/Moderator";
import { useKept } from "@/features/live/kept";
import { stateQuery } from "@/features/live/queries";
import { guideVersionQuery } from "@/lib/queries/sessions";
import { loaded } from "@/lib/query";

export const Route = createFileRoute("/_live/sessions/$sessionId/moderate")({
  loader: async ({ params }) => {
    const { session } = await loaded(stateQuery(params.sessionId));
    await loaded(guideVersionQuery(session.guide_version_id));
  },
  component: Moderate,
});

function Moderate() {
  const { sessionId } = Route.useParams();
  const { me } = Route.useRouteContext();
  const { data: state } = useSuspenseQuery(stateQuery(sessionId));
  const { data: guide } = useSuspenseQuery(guideVersionQuery(state.session.guide_version_id));
  useKept(me, state, guide);
  const keepsConsent = me.abilities.includes("consent:write");
  return <Moderator {...{ sessionId, guide, keepsConsent }} me={me.id} />;
}
