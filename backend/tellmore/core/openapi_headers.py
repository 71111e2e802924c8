"""The headers of requests and answers, which FastAPI does not know of: what the edge adds itself.

Which answer carries what follows from the answer: one versioned resource has an ETag, a page has a
Link. The fuzzing run holds the server to it.
"""

from typing import Any

from tellmore.core.http import PROBLEM

Json = dict[str, Any]


def _header(description: str, schema: Json, example: str, *, always: bool = False) -> Json:
    return {"description": description, "required": always, "schema": schema, "example": example}


_TEXT: Json = {"type": "string"}
HEADERS: Json = {
    "X-Request-Id": _header(
        "Quote it when you write to us; problems repeat it as `request_id`.",
        {"type": "string", "format": "uuid"},
        "019ab3c4-5d6e-7f80-91a2-b3c4d5e6f708",
        always=True,
    ),
    "ETag": _header(
        "Of this version. Send it as If-Match to change it, as If-None-Match to ask if it changed.",
        _TEXT,
        '"3-9f86d081884c7d65"',
        always=True,
    ),
    "Link": _header(
        "Where the next page is (RFC 8288); not there on the last one.",
        _TEXT,
        '</v1/cohorts?limit=50&cursor=WyIwMTlhYjNjNCIsbnVsbF0>; rel="next"',
    ),
    "Idempotent-Replayed": _header(
        "The answer that this Idempotency-Key got before, given again.", {"const": "true"}, "true"
    ),
    "Retry-After": _header("Seconds to wait.", {"type": "integer"}, "120", always=True),
    "RateLimit-Policy": _header(
        "Attempts (`q`) within a window of `w` seconds.",
        _TEXT,
        '"too-many-requests";q=5;w=900',
    ),
    "RateLimit": _header(
        "Attempts left (`r`), and seconds (`t`) until there are more.",
        _TEXT,
        '"too-many-requests";r=0;t=120',
    ),
    "WWW-Authenticate": _header("How to sign in.", _TEXT, "Bearer"),
}
PARAMETERS: Json = {
    "Idempotency-Key": {
        "name": "Idempotency-Key",
        "in": "header",
        "description": "Sent twice within 24 hours, this request is done once; any unique text.",
        "schema": {"type": "string", "minLength": 1, "maxLength": 255},
        "example": "0d3b1f5e-7c0a-4b52-9a0e-3d6f3a1c9b7d",
    },
    "If-None-Match": {
        "name": "If-None-Match",
        "in": "header",
        "description": "The ETag that you hold: 304 if it is still so.",
        "schema": _TEXT,
        "example": '"3-9f86d081884c7d65"',
    },
}
SIGNED: list[Json] = [
    {
        "name": name,
        "in": "header",
        "required": True,
        "description": description,
        "schema": {"type": "string"},
        "example": example,
    }
    for name, description, example in (
        ("webhook-id", "Of the event; the same each time it is sent.", "019ab3c4-5d6e-7f80-91a2"),
        ("webhook-timestamp", "The unix second of this attempt.", "1795600800"),
        (
            "webhook-signature",
            "`v1,` and the base64 HMAC-SHA256 of `id.timestamp.body`; two while a secret rotates.",
            "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        ),
    )
]
"""What Standard Webhooks 1.0.0 has with each message."""
BY_STATUS: dict[str, tuple[str, ...]] = {
    "304": ("ETag",),
    "401": ("WWW-Authenticate",),
    "429": ("Retry-After", "RateLimit-Policy", "RateLimit"),
}


def complete(document: Json) -> None:
    """Add them to each operation."""
    components = document["components"]
    components["headers"], components["parameters"] = HEADERS, PARAMETERS
    for path in document["paths"].values():
        for operation in path.values():
            _complete(operation, components["schemas"])


def _complete(operation: Json, schemas: Json) -> None:
    is_kept = _is_kept(operation)
    has_edges = "304" in operation["responses"]
    for status, answer in operation["responses"].items():
        names = ["X-Request-Id", *BY_STATUS.get(status, ())]
        if status.startswith("2"):
            names += ["ETag"] if has_edges else _of_body(answer, schemas)
            names += ["Idempotent-Replayed"] if is_kept else []
        known = {name: {"$ref": f"#/components/headers/{name}"} for name in names}
        answer["headers"] = {**known, **answer.get("headers", {})}
    taken = ["Idempotency-Key"] if is_kept else []
    taken += ["If-None-Match"] if has_edges else []
    references = [{"$ref": f"#/components/parameters/{name}"} for name in taken]
    if references:
        operation["parameters"] = [*operation.get("parameters", []), *references]


def _is_kept(operation: Json) -> bool:
    """Whether its answer is given again under the same key: then it can be at work on it, too."""
    refusal = operation["responses"].get("409", {}).get("content", {}).get(PROBLEM, {})
    return "idempotency-key-busy" in refusal.get("examples", {})


def _of_body(answer: Json, schemas: Json) -> list[str]:
    schema = answer.get("content", {}).get("application/json", {}).get("schema", {})
    schema = schemas.get(schema.get("$ref", "").rpartition("/")[2], schema)
    fields = schema.get("properties", {})
    if {"id", "version"} <= fields.keys():
        return ["ETag"]
    return ["Link"] if "next_cursor" in fields else []
