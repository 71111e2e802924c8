import { useLocation } from "@tanstack/react-router";
import { type RefObject, useEffect, useRef } from "react";

/** On a phone a strip of links is wider than the screen: bring the place one is at into it. */
export function useCurrentShown(): RefObject<HTMLElement | null> {
  const pathname = useLocation({ select: (location) => location.pathname });
  const strip = useRef<HTMLElement>(null);
  useEffect(() => {
    strip.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
  }, [pathname]);
  return strip;
}
