import { queryClient } from "./query";

/** Whoever leaves, or comes, finds nothing that was shown to somebody else. */
export async function leaveNothing(): Promise<void> {
  queryClient.clear();
  const { forgetScreens } = await import("./screens");
  await forgetScreens();
}
