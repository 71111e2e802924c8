import { Stack } from "@mantine/core";
import { useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Cohort } from "@/lib/queries/cohorts";
import { DrawForm } from "./DrawForm";
import { Drawing } from "./Drawing";
import { Ended } from "./Ended";
import { LotteryStands } from "./LotteryStands";
import { drawSolveQuery, isUnderWay, lotteryQuery } from "./queries";

interface Props {
  cohort: Cohort;
  schools: { id: string; name: string }[];
}

/** A cohort that is not drawn yet: its plan, or the draw under way or the lottery by which the plan stands. */
export function Draw({ cohort, schools }: Props) {
  const { data: solve } = useSuspenseQuery(drawSolveQuery(cohort.id));
  const { data: lottery } = useSuspenseQuery(lotteryQuery(cohort.id, solve));
  const [watched, setWatched] = useState(false);
  const watch = () => setWatched(true);
  if (lottery) return <LotteryStands cohort={cohort} lottery={lottery} now={watched} onThrownAway={watch} />;
  if (solve && (isUnderWay(solve) || (solve.status === "done" && solve.step === "draw")))
    return <Drawing cohort={cohort} solve={solve} onShown={watch} />;
  return (
    <Stack gap="xl">
      {solve && <Ended solve={solve} now={watched} />}
      <DrawForm cohort={cohort} schools={schools} />
    </Stack>
  );
}
