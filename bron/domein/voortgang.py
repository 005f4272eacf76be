"""Hoe ver is het lezen van een bestand, en hoe lang duurt het nog? Alleen rekenen, met hele getallen."""


def percentage(gelezen: int, omvang: int) -> int:
    """0 tot en met 100, naar beneden afgerond; een leeg bestand is meteen gelezen."""
    if omvang <= 0:
        return 100
    return max(0, min(100, gelezen * 100 // omvang))


def resterend(gelezen: int, omvang: int, seconden: float) -> int | None:
    """De seconden tot het hele bestand gelezen is, als het zo snel blijft gaan; None als dat niet te zeggen is."""
    if gelezen <= 0 or seconden <= 0:
        return None
    return round(max(0, omvang - gelezen) * seconden / gelezen)


def in_woorden(seconden: int) -> str:
    """`minder dan een minuut`, `ongeveer 3 minuten` of `ongeveer 2 uur`."""
    if seconden < 60:
        return "minder dan een minuut"
    minuten = round(seconden / 60)
    if minuten < 90:
        return "ongeveer een minuut" if minuten == 1 else f"ongeveer {minuten} minuten"
    return f"ongeveer {round(seconden / 3600)} uur"


def in_getal(aantal: int) -> str:
    """`5.120.000`."""
    return f"{aantal:,}".replace(",", ".")


def in_bytes(aantal: int) -> str:
    """`512 bytes`, `3,4 kB` of `1,2 GB`, met duizendtallen zoals een verkenner ze toont."""
    if aantal < 1000:
        return f"{aantal} bytes"
    waarde = float(aantal)
    for eenheid in ("kB", "MB", "GB", "TB"):
        waarde /= 1000
        if waarde < 999.95 or eenheid == "TB":
            break
    return f"{waarde:.1f} {eenheid}".replace(".", ",")
