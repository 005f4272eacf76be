"""Verzonnen meldingen rechtstreeks in de tabellen, zoals de dienst ze achterlaat; en de naslag erover."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from accounts.models import Gebruiker, Organisatie
from meldingen.domein.soorten import SOORTEN
from meldingen.models import Doorzending, Gebeurtenis, Locatie, Melding, Verzuimdag, Verzuimsoort
from rapportages.domein.peildatum import Maand
from rapportages.domein.potentieel_lrv import Dag
from tests.factories import GebruikerFactory, OrganisatieFactory
from verzuimloket.kalender import AMSTERDAM, begin_van_dag

VERPLICHT = {soort.code: soort.verplicht for soort in SOORTEN}
GEBOREN = date(2010, 5, 5)


@dataclass(frozen=True)
class M:
    """Een melding. `naar` zijn de organisaties waarnaar zij achtereenvolgens is doorgestuurd, als (soort, code)."""

    nummer: int
    pgn: str
    op: datetime
    brin: str = "27GZ"
    achternaam: str = "Zeeman"
    gemeentecode: str = "0363"
    naar: tuple[tuple[str, str], ...] = ()
    soort: str = "V3"
    status: str = "R"
    begin: date = date(2026, 11, 2)
    eind: date | None = None
    reden_afsluiting: int = 1
    jong: bool = True
    gewijzigd: date | None = None
    dagen: tuple[Dag, ...] = ()

    @property
    def gemeente(self) -> str:
        """De laatste gemeente in de rij van doorzendingen, anders waar zij naartoe gerouteerd is."""
        return next((code for soort, code in reversed(self.naar) if soort == "gemeente"), self.gemeentecode)


def leg_neer(meldingen: Iterable[M]) -> None:
    """Zet de meldingen neer, met hun dagen en doorzendingen; de organisaties bestaan al."""
    laad_soorten()
    wie = Gebruiker.objects.filter(username="melder.proef").first() or GebruikerFactory(username="melder.proef")
    organisaties = {(o.soort, o.code): o for o in Organisatie.objects.all()}
    locaties = {
        brin: Locatie.objects.unscoped("proef").get_or_create(school=school, naam="Hoofdlocatie")[0]
        for (soort, brin), school in organisaties.items()
        if soort == "instelling"
    }
    meldingen = list(meldingen)
    Melding.objects.bulk_create([_rij(m, wie, organisaties, locaties[m.brin]) for m in meldingen])
    Verzuimdag.objects.bulk_create(
        Verzuimdag(melding_id=m.nummer, datum=d.datum, hele_dag=d.hele_dag,
                   lesuren=[] if d.hele_dag else sorted(d.lesuren))
        for m in meldingen for d in m.dagen
    )  # fmt: skip
    for m in meldingen:
        for soort, code in m.naar:
            _stuur_door(m, wie, organisaties[soort, code])


def laad_soorten() -> None:
    for soort in SOORTEN:
        Verzuimsoort.objects.get_or_create(
            code=soort.code,
            defaults={"label": soort.label, "groepen": sorted(soort.groepen), "verplicht": soort.verplicht,
                      "geldig_van": soort.geldig_van, "geldig_tot": soort.geldig_tot},
        )  # fmt: skip


def instantie() -> Organisatie:
    return OrganisatieFactory(soort="uitvoerende_instantie", code="RBL1")


def _rij(m: M, wie: Gebruiker, organisaties: Mapping[tuple[str, str], Organisatie], locatie: Locatie) -> Melding:
    gewijzigd = datetime.combine(m.gewijzigd, time(12), tzinfo=AMSTERDAM) if m.gewijzigd else m.op
    return Melding(
        nummer=m.nummer, status=m.status, geregistreerd_op=m.op, geregistreerd_door=wie, gewijzigd_op=gewijzigd,
        gewijzigd_door=wie, school=locatie.school, instantie=organisaties["gemeente", m.gemeentecode],
        leeftijdsgroep="leerplichtig" if m.jong else "rmc", routering_reden="proef", gemeentecode=m.gemeentecode,
        pgn=m.pgn, achternaam=m.achternaam, voorvoegsel="van der", voornamen="Noor", geslacht="V", geboortedatum=GEBOREN,
        startkwalificatie=False, bron_stand_van=m.op, bron_opgehaald_op=m.op, zoeknaam="zeeman noor", soort_id=m.soort,
        reden="proef", begin=m.begin, eind=m.eind, locatie=locatie, naam_melder="Mees", email_melder="m@school.example",
        reden_afsluiting=m.reden_afsluiting if m.status == "G" else None,
        toelichting_afsluiting=1 if m.status == "G" else None,
    )  # fmt: skip


def _stuur_door(m: M, wie: Gebruiker, naar: Organisatie) -> None:
    regel = Gebeurtenis.objects.create(melding_id=m.nummer, soort="doorgestuurd", gebruiker=wie, organisatie=naar)
    Doorzending.objects.create(melding_id=m.nummer, van=naar, naar=naar, gebeurtenis=regel, reden="proef")


# --- de naslag -----------------------------------------------------------------------------------------------------


def gemeld(
    meldingen: Iterable[M], persoon: str, nummers: Mapping[str, str], t1: date, k: datetime
) -> tuple[bool, bool]:
    """MELDING_VERZUIM_WETTELIJK en _NIET_WETTELIJK van één persoon."""
    van_hem = [
        VERPLICHT[m.soort]
        for m in meldingen
        if nummers.get(m.pgn, m.pgn) == persoon and begin_van_dag(t1) <= m.op < k
    ]  # fmt: skip
    return True in van_hem, False in van_hem


def r01(meldingen: Iterable[M], nummers: Mapping[str, str], maand: Maand) -> set[tuple]:
    """(nummer, persoon, brin, gemeente, soort, wettelijk, status) van de meldingen van de kalendermaand vóór t2."""
    uit = set()
    for m in meldingen:
        dag = m.op.astimezone(AMSTERDAM).date()
        if (dag.year, dag.month) == (maand.vorige.jaar, maand.vorige.maand):
            persoon = nummers.get(m.pgn, m.pgn)
            uit.add((m.nummer, persoon, m.brin, m.gemeente, m.soort, VERPLICHT[m.soort], m.status))
    return uit


def r01_aantallen(rijen: Iterable[tuple], regio_van: Mapping[str, str]) -> Counter:
    """Per ontvanger en `soort/status` het aantal; `` is het hele land."""
    uit: Counter = Counter()
    for _, _, brin, gemeente, soort, _, status in rijen:
        for ontvanger in ("", f"I{brin}", f"G{gemeente}", f"R00{regio_van[gemeente]}"):
            uit[ontvanger, f"{soort}/{status}"] += 1
    return uit
