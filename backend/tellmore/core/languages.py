from enum import StrEnum


class Language(StrEnum):
    """The languages in which families and students are spoken to."""

    EN = "en"
    ES = "es"

    @property
    def own_name(self) -> str:
        return {Language.EN: "English", Language.ES: "Español"}[self]

    @classmethod
    def closest(cls, wanted: str | None) -> "Language":
        """The language for a roster's or a browser's tag (`es-MX`); English for those we lack."""
        base = (wanted or "").strip().lower().replace("_", "-").partition("-")[0]
        return cls(base) if base in set(cls) else cls.EN
