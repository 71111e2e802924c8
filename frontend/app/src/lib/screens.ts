import { type Screen, device } from "./device";

export type { Screen } from "./device";

/** A school day: what is older was left behind, and is nobody's to see. */
const KEPT_MS = 12 * 3_600_000;

/** For a reload without a network. A session that is over needs no screen. */
export async function keepScreen(screen: Screen): Promise<void> {
  const { status } = screen.state.session;
  if (status === "scheduled" || status === "running") await device.screens.put(screen);
  else {
    await device.screens.delete(screen.session_id);
    await device.lines.filter(({ session_id, text }) => session_id === screen.session_id && text === "").delete();
  }
}

export async function screenOf(session_id: string): Promise<Screen | undefined> {
  await device.screens.filter(({ seen_at }) => Date.now() - seen_at > KEPT_MS).delete();
  return device.screens.get(session_id);
}

/** Whoever signs out leaves nothing to be seen. What waits to be sent stays, for their next sign-in. */
export const forgetScreens = (): Promise<void> => device.screens.clear();
