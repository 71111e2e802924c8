import { Button, Kbd } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { Suspense, lazy, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "@/components/ui/Icon";
import type { Goal } from "./goals";

const Palette = lazy(() => import("./Palette"));

interface Props {
  /** The pages, there at once. */
  pages: readonly Goal[];
  /** The things, asked for when the palette opens. */
  things: () => Promise<readonly Goal[]>;
  /** What is too many to be fetched beforehand. Keeps its identity between renders. */
  search: (query: string, signal: AbortSignal) => Promise<readonly Goal[]>;
}

/** What is typed before the palette has come: nobody waits for a list to type into it. */
function useEarly(open: boolean): string {
  const [early, setEarly] = useState("");
  useEffect(() => {
    if (!open) return;
    const keep = (event: KeyboardEvent) => {
      if (event.key.length > 1 || event.ctrlKey || event.metaKey || document.querySelector("dialog[open]")) return;
      event.preventDefault();
      setEarly((was) => was + event.key);
    };
    window.addEventListener("keydown", keep, { capture: true });
    return () => {
      window.removeEventListener("keydown", keep, { capture: true });
      setEarly("");
    };
  }, [open]);
  return early;
}

/** Ctrl-K; the palette itself is fetched when first asked for. */
export function PaletteButton({ pages, things, search }: Props) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const [found, setFound] = useState<readonly Goal[]>([]);
  const early = useEarly(open);
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
      <Suspense>{open && <Palette goals={[...pages, ...found]} search={search} early={early} onClose={() => setOpen(false)} />}</Suspense>
    </>
  );
}
