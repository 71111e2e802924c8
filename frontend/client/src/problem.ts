/** One field's refusal inside a 422. */
export interface FieldError {
  pointer: string;
  code: string;
  detail: string;
}

/** The body of an RFC 9457 answer, as the server sends it. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail?: string | null;
  instance?: string | null;
  request_id?: string | null;
  errors?: FieldError[] | null;
  [extension: string]: unknown;
}

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
    const body: unknown = await response.json().catch(() => null);
    const given = typeof body === "object" && body !== null ? (body as Partial<Problem>) : {};
    const request_id = given.request_id ?? response.headers.get("x-request-id");
    const title = given.title ?? (response.statusText || `HTTP ${response.status}`);
    return new ProblemError(
      { type: "about:blank", ...given, title, status: response.status, request_id },
      response.headers,
    );
  }
}
