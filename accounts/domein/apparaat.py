"""Een apparaat in woorden, uit wat de browser over zichzelf zegt. Grof, en liever niets dan iets onwaars.

Bron: de volgorde waarin browsers elkaars naam overnemen. Edge en Opera noemen zich ook Chrome, Chrome noemt zich ook
Safari: de eerste die past, is het.
"""

ONBEKEND = "een onbekend apparaat"
_BROWSERS = (
    (("Edg/", "EdgA/", "EdgiOS/"), "Edge"),
    (("OPR/",), "Opera"),
    (("SamsungBrowser/",), "Samsung Internet"),
    (("Firefox/", "FxiOS/"), "Firefox"),
    (("Chrome/", "CriOS/", "Chromium/"), "Chrome"),
    (("Safari/",), "Safari"),
)
_SYSTEMEN = (
    (("iPhone",), "een iPhone"),
    (("iPad",), "een iPad"),
    (("Android",), "een Android-apparaat"),
    (("Windows",), "Windows"),
    (("CrOS",), "een Chromebook"),
    (("Macintosh", "Mac OS X"), "een Mac"),
    (("Linux", "X11"), "Linux"),
)
_Namen = tuple[tuple[tuple[str, ...], str], ...]


def apparaat_van(user_agent: str) -> str:
    """`Firefox op Windows`, of alleen wat te herkennen is; zonder iets herkenbaars: een onbekend apparaat."""
    browser, systeem = _eerste(_BROWSERS, user_agent), _eerste(_SYSTEMEN, user_agent)
    if browser and systeem:
        return f"{browser} op {systeem}"
    return browser or systeem or ONBEKEND


def _eerste(namen: _Namen, tekst: str) -> str:
    return next((naam for tekens, naam in namen if any(teken in tekst for teken in tekens)), "")
