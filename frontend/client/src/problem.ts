import type { components } from "./gen/schema.js";

/** One field's refusal inside a 422. */
export type FieldError = components["schemas"]["FieldFault"];

/** The body of an RFC 9457 answer, as the server sends it. Some kinds say more than all do. */
export type Problem = components["schemas"]["ProblemDetails"] & { [extension: string]: unknown };

/** Every answer of 4xx or 5xx is thrown as this. */
export class ProblemError extends Error {
  override readonly name = "ProblemError";
  readonly status: number;

  constructor(
    readonly problem: Problem,
    readonly headers: Headers = new Headers(),
  ) {
    super(problem.detail ?? problem.title);
    this.status = problem.status;
  }

  /** The last part of `type`: `cohort-name-taken`. */
  get slug(): string {
    return this.problem.type.split("/").pop() ?? "";
  }

  static async from(response: Response): Promise<ProblemError> {
    const { status, statusText, headers } = response;
    const body: unknown = await response.json().catch(() => null);
    const given = typeof body === "object" && body !== null ? (body as Partial<Problem>) : {};
    const title = given.title ?? (statusText || `HTTP ${status}`);
    const request_id = given.request_id ?? headers.get("x-request-id");
    return new ProblemError({ type: "about:blank", ...given, title, status, request_id }, headers);
  }
}
