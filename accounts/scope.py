"""De ene deur naar gegevens die aan een organisatie toebehoren.

Een model met zulke gegevens heeft `objects = ScopedQuerySet.as_manager()` (of een eigen subklasse) en een statische
methode `scope_q(scope) -> Q` die één keer zegt wat bij een scope hoort. Een query die niet door `.visible_to(user)`
of `.unscoped("reden")` is gegaan, wordt niet uitgevoerd: zij werpt `OngeautoriseerdeQuery`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol, Self, cast

from django.db import models
from django.db.models import Q, sql

from accounts.domein.rechten import Handeling, Rol, Soort, bestaat_bij, handelingen_van
from verzuimloket.clock import nu

NIETS = Q(pk__in=[])  # wat `scope_q` teruggeeft als een scope niets van het model mag zien


class OngeautoriseerdeQuery(RuntimeError):
    """Een query op afgeschermde gegevens zonder `.visible_to(user)` of `.unscoped("reden")`: een programmeerfout."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Wat een gebruiker nu is en mag: één organisatie, met alle geldige rollen die hij daar heeft.

    `gemeentecode` is alleen gevuld bij een gemeente, `rmc_nummer` bij een regio en bij een gemeente daarin.
    `locatie_ids` en `leerling_pgns` beperken wie alleen lezer is (zie `beperkt`); leeg betekent dan: niets.
    """

    gebruiker_id: int
    organisatie_id: int
    soort: Soort
    code: str
    naam: str
    rollen: frozenset[Rol]
    handelingen: frozenset[Handeling]
    gemeentecode: str = ""
    rmc_nummer: str = ""
    locatie_ids: frozenset[int] = frozenset()
    leerling_pgns: frozenset[str] = frozenset()

    @property
    def brin(self) -> str:
        return self.code if self.soort is Soort.INSTELLING else ""

    @property
    def beperkt(self) -> bool:
        """Mag alleen raadplegen als lezer, dus alleen de gekozen locaties en leerlingen."""
        return Rol.LEZER in self.rollen and Rol.MELDER not in self.rollen

    @property
    def kant(self) -> str:
        """Hoe iemand meldingen ziet, en dus welke onderrol van de database zijn vragen stelt; leeg: helemaal niet."""
        if self.soort is Soort.INSTELLING:
            return "school" if Rol.MELDER in self.rollen else "lezer" if self.beperkt else ""
        return "" if self.rollen.isdisjoint({Rol.BEHANDELAAR, Rol.BEHANDELAAR_RMC}) else "instantie"

    def feiten(self) -> dict[str, Any]:
        """Wat de database van deze scope weet; het beleid van elke tabel beslist hierop (verzuimloket/db/beleid.py)."""
        return {
            "gebruiker": self.gebruiker_id,
            "organisatie": self.organisatie_id,
            "kant": self.kant,
            "soort": self.soort,
            "code": self.code,
            "rollen": self.rollen,
            "handelingen": self.handelingen,
            "locaties": self.locatie_ids,
            "leerlingen": self.leerling_pgns,
            "nu": nu().isoformat(),
        }

    def mag(self, *handelingen: Handeling) -> bool:
        """Mag minstens één van deze handelingen."""
        return not self.handelingen.isdisjoint(handelingen)


class _Organisatie(Protocol):
    pk: Any
    soort: str
    code: str
    naam: str
    rmc_nummer: str
    actief: bool


class _Toewijzing(Protocol):
    gebruiker_id: int
    organisatie: Any
    rol: str
    locatie_ids: list[int]
    leerling_pgns: list[str]


def bouw_scope(toewijzingen: Iterable[_Toewijzing], gebruiker_id: int, organisatie_id: int) -> Scope | None:
    """De scope van een gebruiker bij één organisatie, uit zijn nu geldige toewijzingen; None als hij er niets heeft.

    Een toewijzing van een ander, bij een andere of gesloten organisatie, of met een rol die bij die soort organisatie
    niet bestaat, telt niet mee.
    """
    eigen = [
        t for t in toewijzingen
        if t.gebruiker_id == gebruiker_id and t.organisatie.pk == organisatie_id and t.organisatie.actief
        and bestaat_bij(Rol(t.rol), Soort(t.organisatie.soort))
    ]  # fmt: skip
    if not eigen:
        return None
    organisatie: _Organisatie = eigen[0].organisatie
    soort = Soort(organisatie.soort)
    rollen = frozenset(Rol(t.rol) for t in eigen)
    als_lezer = [t for t in eigen if t.rol == Rol.LEZER]
    return Scope(
        gebruiker_id=gebruiker_id,
        organisatie_id=organisatie_id,
        soort=soort,
        code=organisatie.code,
        naam=organisatie.naam,
        rollen=rollen,
        handelingen=handelingen_van(rollen),
        gemeentecode=organisatie.code if soort is Soort.GEMEENTE else "",
        rmc_nummer=organisatie.code if soort is Soort.RMC_REGIO else organisatie.rmc_nummer,
        locatie_ids=frozenset(nummer for t in als_lezer for nummer in t.locatie_ids),
        leerling_pgns=frozenset(pgn for t in als_lezer for pgn in t.leerling_pgns),
    )


class _DeurQuery(sql.Query):
    """Een query die pas SQL wordt als zij door de deur is gegaan; ook als telling, subquery of update."""

    deur: str | None = None

    def eis_deur(self) -> None:
        if self.deur is None and not self.is_empty():
            raise OngeautoriseerdeQuery(
                f"Query op {self.model.__name__ if self.model else 'onbekend'} zonder .visible_to(user) of"
                ' .unscoped("reden").'
            )

    def get_compiler(self, *args: Any, **kwargs: Any) -> Any:
        self.eis_deur()
        return super().get_compiler(*args, **kwargs)

    def chain(self, klass: Any = None) -> Any:
        if klass is not None:  # een UpdateQuery is geen _DeurQuery meer, dus nu controleren
            self.eis_deur()
        return super().chain(klass)


class ScopedQuerySet(models.QuerySet):
    """Queryset die weigert te lezen, te tellen, te wijzigen of te wissen voordat zij door de deur is gegaan."""

    def __init__(self, model: Any = None, query: Any = None, using: Any = None, hints: Any = None) -> None:
        super().__init__(model, query or _DeurQuery(model), using, hints)

    def _door(self, deur: str) -> Self:
        open_: Any = self._chain()  # type: ignore[attr-defined] # ontbreekt in de typen van Django
        open_.query.deur = deur
        return open_

    def visible_to(self, user: Any) -> Self:
        """Alleen wat de scope van deze gebruiker toelaat. Niets zonder scope: niet ingelogd, geen tweede factor,
        niet actief of geen geldige rol."""
        scope: Scope | None = getattr(user, "scope", None)
        if scope is None:
            return self.none()
        return self._door("scope").filter(self.model.scope_q(scope))  # type: ignore[attr-defined] # elk afgeschermd model heeft hem

    def unscoped(self, reden: str) -> Self:
        """Alles, met de reden erbij (voor taken, services en commando's). Werpt ValueError zonder reden.

        In een webverzoek geeft de database ook dan alleen het eigen bereik (besluit 25).
        """
        if not reden.strip():
            raise ValueError("unscoped() vraagt om een reden.")
        return self._door(reden)

    def _merge_sanity_check(self, other: Any) -> None:
        cast(_DeurQuery, self.query).eis_deur()
        if isinstance(other.query, _DeurQuery):
            other.query.eis_deur()
        super()._merge_sanity_check(other)  # type: ignore[misc]

    def _raw_delete(self, using: Any) -> Any:
        cast(_DeurQuery, self.query).eis_deur()
        return super()._raw_delete(using)  # type: ignore[misc]
