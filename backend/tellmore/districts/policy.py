"""What a district may decide, with our defaults. A number here is a default, never a constant."""

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pydantic import TypeAdapter, ValidationError

from tellmore.core.errors import Invalid

ValueT = TypeVar("ValueT")


@dataclass(frozen=True)
class Policy(Generic[ValueT]):
    """One decision: its key, the shape of its value, and what holds until a district decides."""

    key: str
    kind: Any
    default: ValueT
    about: str

    def parse(self, value: Any) -> ValueT:
        try:
            parsed: ValueT = TypeAdapter(self.kind).validate_python(value)
        except ValidationError as error:
            detail = error.errors()[0]["msg"]
            raise Invalid.at("/value", "policy", f"{self.key}: {detail}.") from error
        return parsed


@dataclass(frozen=True)
class InForce:
    """What a district has decided by a day: the values by key, defaults left out."""

    decided: dict[str, Any]

    def value(self, which: Policy[ValueT]) -> ValueT:
        if which.key in self.decided:
            return which.parse(self.decided[which.key])
        return which.default


class Policies:
    """The catalogue. A room registers its own with `Policies.add` beside the rule that reads it."""

    known: dict[str, Policy[Any]] = {}

    @classmethod
    def add(cls, key: str, kind: Any, default: ValueT, about: str) -> Policy[ValueT]:
        policy = Policy(key, kind, default, about)
        cls.known[key] = policy
        return policy
