"""An example of each body, made from its schema: what a reader of the document looks at first.

Words stand for what a field of that name holds, and numbers keep to their bounds. A test holds each
example against its schema, so that a new field needs a word here only to read better.
"""

from itertools import chain
from typing import Any

Json = dict[str, Any]

FORMATS = {
    "uuid": "019ab3c4-5d6e-7f80-91a2-b3c4d5e6f708",
    "date-time": "2026-11-23T10:15:00Z",
    "date": "2026-11-23",
    "password": "correct horse battery",
    "binary": "",
}
WORDS = {
    "name": "Spring listening",
    "purpose": "Hear what helps students feel that they belong.",
    "exploring": "Lunch and the hallways",
    "title": "Nobody eats alone",
    "text": "At lunch I mostly sit with my cousin.",
    "excerpt": "I mostly sit with my cousin",
    "pseudonym": "Student 7",
    "criterion": "grade",
    "value": "10",
    "grade": "10",
    "given_name": "Ada",
    "family_name": "Quill",
    "signed_name": "Cleo Quill",
    "recipient": "Cleo Quill",
    "email": "ada.quill@district.example",
    "contact_email": "office@district.example",
    "phone": "+13035550101",
    "url": "https://sis.district.example/hooks/tellmore",
    "place": "Library, room 2",
    "link": "https://meet.district.example/room-2",
    "reason": "The counselor asked for it.",
    "description": "Students who eat with nobody they chose.",
    "you_said": "Lunch is lonely.",
    "timezone": "America/Denver",
    "language": "en",
    "seed": "7f3a9c21",
    "scope": "cohorts:read events:read",
    "code": "missing",
    "pointer": "/size",
    "message": "A column of the standard is missing.",
    "file": "users.csv",
    "filename": "roster.zip",
    "column": "grades",
    "event_type": "cohort.drawn",
    "event_types": "cohort.drawn",
    "next_cursor": "WyIwMTlhYjNjNCIsbnVsbF0",
    "resume_cursor": "WzcxMiwxMDRd",
    "access_token": "eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiIwMTlhYjNjNCJ9.c2lnbmF0dXJl",
    "token_type": "Bearer",
    "client_id": "019ab3c45d6e7f8091a2b3c4d5e6f708.019ab3c4",
    "secret": "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=",
    "question_key": "E2",
    "bank_key": "E2",
    "current_question": "E2",
}
OTHERWISE = "Words of your own"
DEEPEST = 12


def complete(document: Json) -> None:
    """Put one beside each body of JSON that has none."""
    made = Examples(document["components"]["schemas"])
    paths = [*document["paths"].values(), *document["webhooks"].values()]
    for operation in chain.from_iterable(path.values() for path in paths):
        good = [a for status, a in operation["responses"].items() if status.startswith("2")]
        for body in [operation.get("requestBody", {}), *good]:
            content = body.get("content", {}).get("application/json")
            if content is not None:
                content.setdefault("example", made.of(content["schema"]))


class Examples:
    def __init__(self, schemas: Json) -> None:
        self._schemas = schemas

    def of(self, schema: Json, name: str = "", depth: int = 0) -> Any:
        """`name`: of the field, whose meaning gives the words."""
        if "$ref" in schema:
            schema = self._schemas[schema["$ref"].rpartition("/")[2]]
        for given in ("const", "default"):
            if schema.get(given):  # the default of a change is often nothing, and is never sent
                return schema[given]
        if "enum" in schema:
            return schema["enum"][0]
        for choice in ("anyOf", "oneOf"):
            if choice in schema:
                return self.of(schema[choice][0], name, depth)
        if "allOf" in schema:
            parts = [self.of(part, name, depth) for part in schema["allOf"]]
            own = self._object(schema, depth)
            return {key: value for part in [*parts, own] for key, value in part.items()}
        return self._by_type(schema, name, depth)

    def _by_type(self, schema: Json, name: str, depth: int) -> Any:
        match schema.get("type"):
            case "object":
                return self._object(schema, depth)
            case "array":
                return self._array(schema, _one_of(name), depth + 1)
            case "string":
                return _string(schema, name)
            case "integer" | "number":
                return _number(schema)
            case "boolean":
                return True
        return None

    def _array(self, schema: Json, name: str, depth: int) -> list[Any]:
        if "prefixItems" in schema:
            return [self.of(each, name, depth) for each in schema["prefixItems"]]
        is_empty = depth > DEEPEST and not schema.get("minItems")
        return [] if is_empty else [self.of(schema.get("items", {}), name, depth)]

    def _object(self, schema: Json, depth: int) -> Json:
        fields = schema.get("properties", {})
        made = {key: self.of(value, key, depth + 1) for key, value in fields.items()}
        others = schema.get("additionalProperties")
        if isinstance(others, dict):
            key = self.of(schema.get("propertyNames", {"type": "string"}), "criterion", depth)
            made[str(key)] = self.of(others, "value", depth + 1)
        return made


def _one_of(name: str) -> str:
    return name if name in WORDS else name.removesuffix("s")


def _string(schema: Json, name: str) -> str:
    words = FORMATS.get(schema.get("format", "")) or WORDS.get(name)
    if words is None and schema.get("pattern", "").startswith("^[A-Za-z0-9_.-]"):
        words = "E2"
    words = (words or OTHERWISE)[: schema.get("maxLength")]
    return words.ljust(schema.get("minLength", 0), "x")


def _number(schema: Json) -> int | float:
    least = schema.get("minimum", schema.get("exclusiveMinimum", 0) + 1)
    return min(max(least, 1), schema.get("maximum", max(1, least)))  # type: ignore[no-any-return]  # what JSON holds
