import { Button, Kbd } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { Suspense, lazy, useState } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "@/components/ui/Icon";
import type { Goal } from "./goals";

const Palette = lazy(() => import("./Palette"));

interface Props {
  /** The pages, there at once. */
  pages: readonly Goal[];
  /** The things, asked for when the palette opens. */
  things: () => Promise<readonly Goal[]>;
}

/** Ctrl-K; the palette itself is fetched when first asked for. */
export function PaletteButton({ pages, things }: Props) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const [found, setFound] = useState<readonly Goal[]>([]);
  const show = () => {
    setOpen(true);
    // Without the things the palette still reaches every page.
    things().then(setFound, () => setFound([]));
  };
  useHotkeys([["mod+K", show]], []);
  return (
    <>
      <Button variant="subtle" leftSection={<Icon name="search" />} onClick={show}>
        {t("palette.open")}
        <Kbd ml="xs" size="xs" visibleFrom="sm" aria-hidden="true">
          Ctrl K
        </Kbd>
      </Button>
      <Suspense>{open && <Palette goals={[...pages, ...found]} onClose={() => setOpen(false)} />}</Suspense>
    </>
  );
}
