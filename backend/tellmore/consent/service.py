"""What other rooms ask of consent."""

from tellmore.consent.standing import permissions

__all__ = ["permissions"]
