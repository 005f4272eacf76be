"""Een werkblad met gebruikers lezen: welk blad, welke kolom, en per cel of zij klopt.

Wat er al is, weet dit niet: dat beoordeelt domein/inlezen.py. Wat iemand typte, staat nooit in een foutzin.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import islice
from typing import Any, BinaryIO

from django.core.exceptions import ValidationError

from accounts.domein.inlezen import ROLKOLOMMEN, Celfout, Inleesrij, Kolom
from accounts.domein.rechten import MATRIX, Rol
from accounts.domein.toewijzen import VIER_OGEN
from accounts.forms.gebruikers import NieuweGebruikerForm
from accounts.models import Gebruiker
from verzuimloket.clock import vandaag
from verzuimloket.components.velden import lees_datum
from verzuimloket.invoer.soort import OUD_EXCEL, Soort, soort_van
from verzuimloket.invoer.werkblad import ONLEESBAAR, Cel, Celregel, Rij
from verzuimloket.invoer.werkmap import BESCHADIGD, GEEN_WERKMAP, WACHTWOORD, WerkmapGeweigerd, lees_bladen

MEESTE = 500  # gebruikers in één bestand
GROOTSTE = 2 * 1024 * 1024  # bytes
KOP_BINNEN = 20  # boven de kop staat soms een titel
MEESTE_KOLOMMEN = 50
LANGSTE = 400  # tekens in een cel
LEEG = "Het bestand is leeg."
GEEN_BLAD = (
    "In dit bestand staat geen blad met de koppen Naam, E-mailadres, Gebruikersnaam en Rol. Gebruik het lege sjabloon."
)
GEEN_RIJ = "Onder de koppen staat geen gebruiker."
TE_VEEL = f"Er staan meer dan {MEESTE} gebruikers in het bestand. Verdeel ze over meer bestanden."
TE_BREED = f"Het blad heeft meer dan {MEESTE_KOLOMMEN} kolommen. Gebruik het lege sjabloon."
TE_GROOT = "Het bestand is groter dan 2 MB. Gebruik het lege sjabloon, zonder plaatjes of andere bladen."
ONLEESBARE_CEL = "hier staat een formule zonder uitkomst, of een foutmelding van het rekenblad. Typ de waarde zelf."
GEEN_DAG = "dit is geen dag. Schrijf de dag als 31-12-2027."

_REGEL = Celregel(LANGSTE, MEESTE_KOLOMMEN, streng=True)
_NIET = {Soort.LEEG: LEEG, Soort.OUD_EXCEL: OUD_EXCEL, Soort.MET_WACHTWOORD: WACHTWOORD, Soort.ANDERS: GEEN_WERKMAP}
_KOPPEN = {
    Kolom.NAAM: "naam",
    Kolom.EMAIL: "emailadres email mailadres mail",
    Kolom.GEBRUIKERSNAAM: "gebruikersnaam inlognaam",
    Kolom.ROL: "rol rollen eersterol",
    Kolom.ROL_2: "tweederol",
    Kolom.ROL_3: "derderol",
    Kolom.VANAF: "vanaf begindatum",
    Kolom.TOT: "totenmet tot einddatum",
}
_KOLOM_VAN = {kop: kolom for kolom, koppen in _KOPPEN.items() for kop in koppen.split()}
_NODIG = (Kolom.NAAM, Kolom.EMAIL, Kolom.GEBRUIKERSNAAM, Kolom.ROL)
_ONZE = {"watermisis", "rijinuwbestand"}  # staan in het bestand met fouten dat wij zelf maken
_GEEN_LETTER = re.compile("[^a-z]")
_FOUTWAARDE = re.compile(r"#(N/A|REF!|NAME\?|VALUE!|DIV/0!|NUM!|NULL!|N/B|NAAM\?|WAARDE!|VERW!|GETAL!|LEEG!|DEEL/0!)")
_TIJD = re.compile(r"T[0-9:.]+Z?$")
_DAG_NUL = date(1899, 12, 30)  # zo telt een werkmap haar dagen


class BladGeweigerd(ValueError):
    """Dit bestand lezen wij niet; de tekst is een zin voor bij het veld."""


def lees_gebruikersblad(stroom: BinaryIO, omvang: int, rollen: Sequence[Rol]) -> list[Inleesrij]:
    """De rijen van het eerste blad met onze koppen; `rollen` bestaan bij deze organisatie. Werpt BladGeweigerd."""
    if omvang > GROOTSTE:
        raise BladGeweigerd(TE_GROOT)
    soort = soort_van(stroom)
    if soort in _NIET:
        raise BladGeweigerd(_NIET[soort])
    try:
        for blad in lees_bladen(stroom, _REGEL):
            gevuld = _gevuld(blad)
            if kolommen := _zoek_kop(gevuld):
                return _lees_rijen(gevuld, kolommen, rollen)
    except WerkmapGeweigerd as fout:
        raise BladGeweigerd(str(fout)) from None
    raise BladGeweigerd(GEEN_BLAD)


def _gevuld(rijen: Iterable[Rij]) -> Iterator[Rij]:
    for nummer, cellen in rijen:
        if len(cellen) > MEESTE_KOLOMMEN:
            raise BladGeweigerd(TE_BREED)
        if any(map(_tekst, cellen)):
            yield nummer, cellen


def _zoek_kop(rijen: Iterator[Rij]) -> dict[Kolom, int]:
    """Waar elke kolom staat, of niets als dit niet het blad is; de rijen staan daarna net onder de kop."""
    for _, cellen in islice(rijen, KOP_BINNEN):
        gevonden: dict[Kolom, int] = {}
        vreemd: list[int] = []
        dubbel: list[int] = []
        for plek, cel in enumerate(cellen):
            kop = _GEEN_LETTER.sub("", _tekst(cel).casefold())
            kolom = _KOLOM_VAN.get(kop)
            if kolom in gevonden:
                dubbel.append(plek)
            elif kolom is not None:
                gevonden[kolom] = plek
            elif _tekst(cel) and kop not in _ONZE:
                vreemd.append(plek)
        mist = [kolom.value for kolom in _NODIG if kolom not in gevonden]
        if len(mist) > len(_NODIG) - 2:
            continue  # een titel, of een ander blad
        if mist:
            raise BladGeweigerd(f"Deze koppen ontbreken: {', '.join(mist)}. Gebruik de koppen van het lege sjabloon.")
        if fout := vreemd or dubbel:
            wat = "kennen wij niet" if vreemd else "staat er al"
            raise BladGeweigerd(f"De kop van kolom {letters(fout[0])} {wat}. Gebruik de koppen van het lege sjabloon.")
        return gevonden
    return {}


def _lees_rijen(rijen: Iterator[Rij], kolommen: Mapping[Kolom, int], rollen: Sequence[Rol]) -> list[Inleesrij]:
    uit: list[Inleesrij] = []
    for nummer, cellen in rijen:
        ruw = {k: cellen[plek] if plek < len(cellen) else None for k, plek in kolommen.items()}
        if any(_tekst(cel) for cel in ruw.values()):
            if len(uit) == MEESTE:
                raise BladGeweigerd(TE_VEEL)
            if uit and nummer <= uit[-1].nummer:
                raise BladGeweigerd(BESCHADIGD)  # een rekenblad nummert elke rij één keer
            uit.append(_Rijlezer(nummer, ruw, {k: f"{letters(p)}{nummer}" for k, p in kolommen.items()}, rollen).lees())
    if not uit:
        raise BladGeweigerd(GEEN_RIJ)
    return uit


class _Rijlezer:
    """Leest één rij, en verzamelt wat er per cel mis is."""

    def __init__(self, nummer: int, ruw: Mapping[Kolom, Cel], cellen: dict[Kolom, str], rollen: Sequence[Rol]) -> None:
        self._nummer, self._ruw, self._cellen, self._rollen = nummer, ruw, cellen, rollen
        self._fouten: list[Celfout] = []

    def lees(self) -> Inleesrij:
        naam, email = self._veld(Kolom.NAAM, "naam"), self._veld(Kolom.EMAIL, "email")
        gebruikersnaam = self._gebruikersnaam()
        rollen, (vanaf, tot) = self._alle_rollen(), self._looptijd()
        return Inleesrij(
            self._nummer,
            {kolom: self._toon(kolom) for kolom in self._ruw},
            self._cellen,
            naam,
            email,
            gebruikersnaam,
            rollen,
            vanaf,
            tot,
            tuple(self._fouten),
        )

    def _fout(self, kolom: Kolom, zin: str) -> None:
        self._fouten.append(Celfout(self._cellen[kolom], zin))

    def _leesbaar(self, kolom: Kolom) -> str | None:
        """De tekst van een cel; None als zij niet te lezen is, en dan staat dat erbij."""
        tekst = _tekst(self._ruw.get(kolom))
        if tekst == ONLEESBAAR or _FOUTWAARDE.fullmatch(tekst):
            self._fout(kolom, ONLEESBARE_CEL)
            return None
        return tekst

    def _veld(self, kolom: Kolom, veld: str) -> str:
        """Keur een cel zoals het formulier om één gebruiker aan te melden zijn veld keurt."""
        tekst = self._leesbaar(kolom)
        if tekst is None:
            return ""
        try:
            return str(NieuweGebruikerForm.base_fields[veld].clean(tekst))
        except ValidationError as fout:
            self._fout(kolom, _zin(fout))
            return ""

    def _gebruikersnaam(self) -> str:
        naam = self._veld(Kolom.GEBRUIKERSNAAM, "gebruikersnaam").casefold()
        try:
            if naam:
                Gebruiker._meta.get_field("username").run_validators(naam)
        except ValidationError as fout:
            self._fout(Kolom.GEBRUIKERSNAAM, _zin(fout))
            return ""
        return naam

    def _alle_rollen(self) -> tuple[Rol, ...]:
        begin = len(self._fouten)
        bij_naam = {naam: rol for rol in self._rollen for naam in _namen(rol)}
        gekozen: dict[Rol, None] = {}
        for kolom in ROLKOLOMMEN:
            tekst = (self._leesbaar(kolom) or "") if kolom in self._ruw else ""
            delen = [tekst] if _kaal(tekst) in bij_naam else re.split("[,;/]", tekst)
            genoemd = [bij_naam.get(_kaal(deel)) for deel in delen if deel.strip()]
            gekozen.update((rol, None) for rol in genoemd if rol is not None)
            if None in genoemd:
                self._fout(kolom, "deze rol bestaat niet bij uw organisatie. Kies er een uit de lijst.")
        if len(self._fouten) == begin and not set(gekozen) - VIER_OGEN:
            zin = "geef naast beheerder nog een rol" if gekozen else "kies minstens één rol"
            self._fout(Kolom.ROL, f"{zin}.")
        return tuple(gekozen)

    def _looptijd(self) -> tuple[date | None, date | None]:
        vanaf, tot = self._dag(Kolom.VANAF), self._dag(Kolom.TOT)
        if vanaf and vanaf < vandaag():
            self._fout(Kolom.VANAF, "een rol kan niet in het verleden beginnen.")
        if tot and tot < (vanaf or vandaag()):
            self._fout(Kolom.TOT, "deze dag ligt voor de begindatum." if vanaf else "deze dag is al voorbij.")
        return vanaf, tot

    def _dag(self, kolom: Kolom) -> date | None:
        tekst = self._leesbaar(kolom) if kolom in self._ruw else ""
        if not tekst:
            return None
        dag = lees_datum(_als_dag(self._ruw[kolom]))
        if dag is None:
            self._fout(kolom, GEEN_DAG)
        return dag

    def _toon(self, kolom: Kolom) -> str:
        cel = self._ruw[kolom]
        dag = lees_datum(_als_dag(cel)) if kolom in (Kolom.VANAF, Kolom.TOT) and _tekst(cel) else None
        return f"{dag.day:02}-{dag.month:02}-{dag.year:04}" if dag else _tekst(cel)[:LANGSTE]


def letters(plek: int) -> str:
    """De naam van een kolom in een rekenblad: 0 is A, 26 is AA."""
    eerste, rest = divmod(plek, 26)
    return f"{letters(eerste - 1) if eerste else ''}{chr(65 + rest)}"


def _tekst(cel: Cel) -> str:
    """De cel als één regel tekst; een geheel getal zonder komma."""
    if isinstance(cel, float) and cel.is_integer() and abs(cel) < 1e15:
        cel = int(cel)
    return "" if cel is None else " ".join(str(cel).split())


def _als_dag(cel: Cel) -> str:
    """Een dag in een werkmap is een getal; als tekst mag zij ook, met of zonder tijd erbij."""
    if isinstance(cel, int | float):
        return str(_DAG_NUL + timedelta(days=int(cel))) if 1 <= cel < 2_000_000 else ""
    return _TIJD.sub("", _tekst(cel))


def _namen(rol: Rol) -> set[str]:
    """Zoals een rol in een cel kan staan: het label, het label zonder haakjes, en haar code."""
    label = MATRIX[rol].label
    return {_kaal(label), _kaal(label.partition("(")[0]), _kaal(rol.value)}


def _kaal(tekst: str) -> str:
    return _GEEN_LETTER.sub("", tekst.casefold())


def _zin(fout: ValidationError) -> str:
    zin: Any = " ".join(fout.messages)
    return f"{zin[:1].lower()}{zin[1:]}" + ("" if zin.endswith(".") else ".")
