import { type PointerEvent as Press, useCallback, useEffect, useRef, useState } from "react";
import type { Place } from "./plan";

/** A press that moves less than this is a click. */
const SLIP = 6;
/** Nearer than this to the edge of the window, the page scrolls along. */
const EDGE = 90;
const STEP = 10;

export interface Dragged {
  memberId: string;
  /** The place under the pointer; undefined: none. */
  over: Place | undefined;
}

interface Held {
  memberId: string;
  pointerId: number;
  from: { x: number; y: number };
  at: { x: number; y: number };
  moving: boolean;
}

/** What lies under a point: `data-seats` holds the number of a group, or is empty for the interviews. */
function placeAt({ x, y }: Held["at"]): Place | undefined {
  const place = document.elementFromPoint(x, y)?.closest<HTMLElement>("[data-seats]")?.dataset["seats"];
  if (place === undefined) return undefined;
  return place === "" ? null : Number(place);
}

/** A finger scrolls the page from everywhere but a handle. */
const takes = ({ pointerType, button, target }: Press) =>
  pointerType === "touch"
    ? target instanceof Element && target.closest("[data-handle]") !== null
    : button === 0;

/** Drags members between places, by mouse, pen or finger. */
export function useDrag(onDrop: (memberId: string, place: Place) => void) {
  const [dragged, setDragged] = useState<Dragged | null>(null);
  const ghost = useRef<HTMLDivElement>(null);
  const held = useRef<Held | null>(null);
  /** The click that the browser makes of a drag's end is none. */
  const justDragged = useRef(false);
  const drop = useRef(onDrop);
  useEffect(() => {
    drop.current = onDrop;
  });

  const follow = useCallback((one: Held) => {
    const over = placeAt(one.at);
    setDragged((was) => (was?.memberId === one.memberId && was.over === over ? was : { memberId: one.memberId, over }));
    ghost.current?.style.setProperty("translate", `${one.at.x}px ${one.at.y}px`);
  }, []);

  const leave = useCallback(() => {
    held.current = null;
    setDragged(null);
  }, []);

  useEffect(() => {
    const move = (event: PointerEvent) => {
      const one = held.current;
      if (one?.pointerId !== event.pointerId) return;
      one.at = { x: event.clientX, y: event.clientY };
      one.moving ||= Math.hypot(one.at.x - one.from.x, one.at.y - one.from.y) >= SLIP;
      if (one.moving) follow(one);
    };
    const end = (event: PointerEvent) => {
      const one = held.current;
      if (one?.pointerId !== event.pointerId) return;
      const over = event.type === "pointerup" && one.moving ? placeAt(one.at) : undefined;
      justDragged.current = one.moving;
      setTimeout(() => (justDragged.current = false));
      leave();
      if (over !== undefined) drop.current(one.memberId, over);
    };
    const escape = ({ key }: KeyboardEvent) => key === "Escape" && leave();
    window.addEventListener("pointermove", move);
    window.addEventListener("pointerup", end);
    window.addEventListener("pointercancel", end);
    window.addEventListener("keydown", escape);
    return () => {
      window.removeEventListener("pointermove", move);
      window.removeEventListener("pointerup", end);
      window.removeEventListener("pointercancel", end);
      window.removeEventListener("keydown", escape);
    };
  }, [follow, leave]);

  const dragging = dragged !== null;
  useEffect(() => {
    if (!dragging) return;
    let frame = 0;
    const scroll = () => {
      const one = held.current;
      if (one) {
        const by = one.at.y < EDGE ? -STEP : one.at.y > window.innerHeight - EDGE ? STEP : 0;
        if (by !== 0) {
          window.scrollBy({ top: by, behavior: "instant" });
          follow(one);
        }
      }
      frame = requestAnimationFrame(scroll);
    };
    frame = requestAnimationFrame(scroll);
    return () => cancelAnimationFrame(frame);
  }, [dragging, follow]);

  const press = useCallback(
    (memberId: string) => (event: Press) => {
      if (!takes(event)) return;
      const at = { x: event.clientX, y: event.clientY };
      held.current = { memberId, pointerId: event.pointerId, from: at, at, moving: false };
    },
    [],
  );
  return { dragged, ghost, press, wasDrag: () => justDragged.current };
}
