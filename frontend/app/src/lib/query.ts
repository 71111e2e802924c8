import { ProblemError } from "@tellmore/client";
import { CancelledError, MutationCache, QueryClient, type QueryKey, type UseQueryOptions } from "@tanstack/react-query";

/** The client already retries what is worth retrying. */
export const queryClient: QueryClient = new QueryClient({
  // A draw changes what consent, sessions and the overview say: after any change all is asked anew when it is next shown.
  mutationCache: new MutationCache({ onSuccess: () => queryClient.invalidateQueries({ refetchType: "none" }) }),
  defaultOptions: {
    // Without a network a question fails with words, instead of waiting in silence until there is one.
    mutations: { networkMode: "always" },
    queries: {
      networkMode: "always",
      retry: false,
      staleTime: 15_000,
      // What is on the screen stays when only its refreshing failed; somebody may be typing.
      throwOnError: (error, { state }) =>
        state.data === undefined && !(error instanceof ProblemError && error.status === 401),
    },
  },
});

/** For loaders: what is held already, or else the server's answer. The page itself asks anew when it is stale. */
export function loaded<T, K extends QueryKey>(
  options: Pick<UseQueryOptions<T, Error, T, K>, "queryKey" | "queryFn">,
): Promise<T> {
  const ask = () => queryClient.query({ ...options, staleTime: "static" });
  return ask().catch((error: unknown) => {
    // The page that one leaves had asked the same, and called its question back with ours.
    if (error instanceof CancelledError) return ask();
    throw error;
  });
}
