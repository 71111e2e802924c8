"""The smallest body that an operation takes, made from the OpenAPI document."""

from typing import Any
from uuid import UUID

Json = dict[str, Any]
Ids = dict[str, UUID]
"""The id of one row of each table, by the table's name."""
FORMATS: dict[str, str] = {
    "date-time": "2026-12-01T09:00:00Z",
    "date": "2026-12-01",
    "email": "somebody@example.org",
    "password": "correct horse battery",
    "uri": "https://example.org/",
}
BY_NAME = {"url": "https://example.org/hook", "email": "somebody@example.org"}


class Bodies:
    def __init__(self, document: Json, ids: Ids) -> None:
        self._schemas: Json = document["components"]["schemas"]
        self.ids = ids

    def of(self, operation: Json) -> Json | None:
        """None for an operation that takes no JSON."""
        content = operation.get("requestBody", {}).get("content", {})
        if "application/json" not in content:
            return None
        made: Json = self.example(content["application/json"]["schema"], "")
        return made

    def example_of(self, name: str) -> Any:
        return self.example(self._schemas[name], "")

    def example(self, schema: Json, name: str) -> Any:
        if "$ref" in schema:
            return self.example(self._schemas[schema["$ref"].rpartition("/")[2]], name)
        for choice in ("anyOf", "oneOf"):
            if choice in schema:
                return self.example(schema[choice][0], name)
        if "const" in schema or "enum" in schema:
            return schema.get("const", schema.get("enum", [None])[0])
        return self._by_type(schema, name)

    def _by_type(self, schema: Json, name: str) -> Any:
        kind = schema.get("type")
        if kind == "object":
            wanted = schema.get("required", [])
            return {key: self.example(schema["properties"][key], key) for key in wanted}
        if kind == "array":
            least = schema.get("minItems", 0)
            return [self.example(schema["items"], name.removesuffix("s")) for _ in range(least)]
        if kind in {"integer", "number"}:
            return schema.get("minimum", schema.get("exclusiveMinimum", 0) + 1)
        if kind == "boolean":
            return True
        if kind == "string":
            return self._string(schema, name)
        return None

    def _string(self, schema: Json, name: str) -> str:
        if schema.get("format") == "uuid":
            return str(self.id_named(name))
        if name in BY_NAME or schema.get("format") in FORMATS:
            return str(BY_NAME.get(name) or FORMATS[schema["format"]])
        least: int = schema.get("minLength", 1)
        return "x" * max(least, 1)

    def id_named(self, name: str) -> UUID:
        """The row that a field's name means: `cohort_id` is of `cohorts`."""
        stem = name.removesuffix("_id")
        for table in (f"{stem}s", stem, f"{stem}es", f"webhook_{stem}s"):
            if table in self.ids:
                return self.ids[table]
        return self.ids.get("users", UUID(int=0))  # moderators, note-takers, owners
