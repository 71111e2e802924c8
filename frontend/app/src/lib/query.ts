import { ProblemError } from "@tellmore/client";
import { QueryClient } from "@tanstack/react-query";

/** The client already retries what is worth retrying. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      retry: false,
      staleTime: 15_000,
      throwOnError: (error) => !(error instanceof ProblemError) || error.status !== 401,
    },
  },
});
