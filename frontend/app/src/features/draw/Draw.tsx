import { Stack } from "@mantine/core";
import { useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Cohort } from "@/lib/queries/cohorts";
import { DrawForm } from "./DrawForm";
import { Drawing } from "./Drawing";
import { Ended } from "./Ended";
import { drawSolveQuery, isUnderWay } from "./queries";

interface Props {
  cohort: Cohort;
  schools: { id: string; name: string }[];
}

/** A cohort that is not drawn yet: its plan, or the draw under way, by which the plan stands. */
export function Draw({ cohort, schools }: Props) {
  const { data: solve } = useSuspenseQuery(drawSolveQuery(cohort.id));
  const [watched, setWatched] = useState(false);
  if (solve && (isUnderWay(solve) || solve.status === "done"))
    return <Drawing cohort={cohort} solve={solve} onShown={() => setWatched(true)} />;
  return (
    <Stack gap="xl">
      {solve && <Ended solve={solve} now={watched} />}
      <DrawForm cohort={cohort} schools={schools} />
    </Stack>
  );
}
