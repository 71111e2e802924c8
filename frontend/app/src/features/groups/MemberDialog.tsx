import { Button, Stack, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Facts } from "@/components/data/Facts";
import { useCriterionName, useValueName } from "@/components/data/criteria";
import { Dialog } from "@/components/ui/Dialog";
import type { GroupPlan } from "@/lib/queries/groups";
import { type Place, placeOf, placesIn } from "./plan";
import { usePlaceName } from "./words";

interface Props {
  id: string;
  name: string;
  plan: GroupPlan;
  schools: { id: string; name: string }[];
  broken: string[];
  onMove: (place: Place) => void;
  onPin: () => void;
  onClose: () => void;
}

function Ways({ id, plan, onMove, onPin, onClose }: Omit<Props, "name" | "schools" | "broken">) {
  const { t } = useTranslation("groups");
  const placeName = usePlaceName();
  const here = placeOf(plan, id);
  const size = (place: Place) =>
    place === null ? plan.individual_ids.length : (plan.groups.find(({ number }) => number === place)?.member_ids.length ?? 0);
  return (
    <Stack gap="xs" align="stretch">
      {placesIn(plan)
        .filter((place) => place !== here)
        .map((place) => (
          <Button key={place ?? "individual"} variant="default" size="md" justify="flex-start" onClick={() => onMove(place)}>
            {place === null ? t("move.individual") : t("move.to", { place: placeName(place), count: size(place) })}
          </Button>
        ))}
      {here !== undefined && here !== null && (
        <Button variant="light" size="md" justify="flex-start" aria-pressed={plan.pinned_ids.includes(id)} onClick={onPin}>
          {t(plan.pinned_ids.includes(id) ? "move.unpin" : "move.pin", { place: placeName(here) })}
        </Button>
      )}
      <Button variant="subtle" onClick={onClose}>
        {t("close", { ns: "common" })}
      </Button>
    </Stack>
  );
}

/** What is known of one student here, and every place to go: the way without dragging. */
export function MemberDialog({ name, broken, schools, ...rest }: Props) {
  const { id, plan } = rest;
  const criterion = useCriterionName();
  const value = useValueName(schools);
  const own = plan.members.find(({ member_id }) => member_id === id)?.values ?? {};
  const facts = Object.entries(own).map(([key, one]) => ({ label: criterion(key), value: value(key, one) }));
  return (
    <Dialog label={name} onClose={rest.onClose}>
      <Stack>
        <Title order={2} size="h4">
          {name}
        </Title>
        {broken.map((line) => (
          <Text key={line} c="var(--tm-warn)">
            {line}
          </Text>
        ))}
        <Ways {...rest} />
        {facts.length > 0 && <Facts facts={facts} />}
      </Stack>
    </Dialog>
  );
}
