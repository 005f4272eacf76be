"""De verzonnen registerset: een heel land aan leerlingen, als leveringsbestanden die `bron_inlezen` leest.

`land` zegt waar leerlingen naar school gaan en wonen, `leven` wat één leerling overkomt en wanneer het register dat
hoort, `bestanden` schrijft alles in één keer weg. Dezelfde argumenten geven dezelfde bytes, hoe vaak ook.
"""

from demo.registerset.bestanden import maak

__all__ = ["maak"]
