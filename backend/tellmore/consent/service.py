"""What other rooms ask of consent."""

from tellmore.consent.asking import NoFormInForce
from tellmore.consent.spoken import WrittenNoStands, hear
from tellmore.consent.standing import keeping, on_arrival, permissions, steady

__all__ = [
    "NoFormInForce",
    "WrittenNoStands",
    "hear",
    "keeping",
    "on_arrival",
    "permissions",
    "steady",
]
