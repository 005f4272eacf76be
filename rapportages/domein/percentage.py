"""Percentages zoals DUO ze publiceert: twee decimalen, en alleen bij minstens tien deelnemers."""

from decimal import ROUND_HALF_UP, Decimal

MINSTENS = 10
_CENT = Decimal("0.01")


def percentage(deel: int, geheel: int) -> Decimal | None:
    """`deel` van `geheel` in procenten, op twee decimalen naar boven afgerond bij de helft; None onder de tien."""
    if geheel < MINSTENS:
        return None
    return (Decimal(100 * deel) / Decimal(geheel)).quantize(_CENT, rounding=ROUND_HALF_UP)
