import { useQueryErrorResetBoundary } from "@tanstack/react-query";
import { type ErrorComponentProps, useRouter } from "@tanstack/react-router";
import { ErrorState } from "./ErrorState";

/** What a route shows when its loader or its page fails. */
export function RouteError({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  const questions = useQueryErrorResetBoundary();
  const retry = () => {
    // A question that failed is not asked again by itself when its page is shown anew.
    questions.reset();
    reset();
    void router.invalidate();
  };
  return <ErrorState error={error} retry={retry} />;
}
