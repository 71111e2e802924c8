import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { Beyond } from "./Beyond";
import { type PlanCheckAsk, planCheckQuery } from "./queries";

const PAUSE_MS = 300;

/**
 * What the plan would be warned of, asked again with each change of it. It comes when it comes: its
 * place is below all that somebody may be about to press.
 */
export function PlanWarnings({ ask }: { ask: PlanCheckAsk }) {
  const [asked] = useDebouncedValue(ask, PAUSE_MS);
  const { data } = useQuery(planCheckQuery(asked));
  return <div role="status">{data && <Beyond warnings={data.warnings} />}</div>;
}
