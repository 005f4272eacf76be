"""Per afgeschermd model het beleid voor de rol van het web, en wat `migrate` daarvan in de database zet.

Een model met `scope_q` draagt ernaast `rijbeleid = Beleid("school_id = {organisatie}")`: dezelfde regel in SQL. Na elke
`migrate` staat dat in de database; een migratie is daarvoor niet nodig. Een tabel zonder beleid heeft geen `scope_q`.

Wat er tussen accolades mag: `{tabel}`, de feiten `{gebruiker}` `{organisatie}` `{soort}` `{code}` `{nu}`, de lijsten
`{locaties}` `{leerlingen}` `{gemeenten}` (na `=`), en de vragen `{rol:melder}` en `{mag:raadplegen}`. Elk feit is een
subvraag zonder tabel: PostgreSQL rekent haar één keer per vraag uit, niet per rij.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any, cast

from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connections, migrations, models, transaction

from verzuimloket.db.bereik import BACKUP, INSTELLING, JOBS, KANTEN, WEBROLLEN

_FEITEN = f"nullif(current_setting('{INSTELLING}', true), '')::jsonb"
_ROLLEN = [*WEBROLLEN.values(), JOBS, BACKUP]
# het web mag hier lezen en toevoegen, meer niet
ALLEEN_TOEVOEGEN = ("audit_auditevent", "audit_auditzegel", "audit_auditopruiming", "audit_opschoning")


class _Lijstvraag:
    """`{rol:melder}`: of dit woord in de lijst `rollen` staat."""

    def __init__(self, lijst: str) -> None:
        self.lijst = lijst

    def __format__(self, woord: str) -> str:
        if not woord.isidentifier():
            raise ValueError(f"Geen woord voor {self.lijst}: {woord!r}")
        return f"(SELECT coalesce({_FEITEN} -> '{self.lijst}' ? '{woord}', false))"


def _feit(naam: str, soort: str = "text") -> str:
    return f"(SELECT ({_FEITEN} ->> '{naam}')::{soort})"


def _lijst(naam: str, soort: str) -> str:
    return f"ANY (ARRAY(SELECT jsonb_array_elements_text({_FEITEN} -> '{naam}')::{soort}))"


_PLAATSEN: dict[str, Any] = {
    "gebruiker": _feit("gebruiker", "bigint"),
    "organisatie": _feit("organisatie", "bigint"),
    "soort": _feit("soort"),
    "code": _feit("code"),
    "nu": _feit("nu", "timestamptz"),
    "locaties": _lijst("locaties", "bigint"),
    "leerlingen": _lijst("leerlingen", "text"),
    "gemeenten": _lijst("gemeenten", "text"),
    "rol": _Lijstvraag("rollen"),
    "mag": _Lijstvraag("handelingen"),
}


@dataclass(frozen=True, slots=True)
class Beleid:
    """Welke rijen een webverzoek ziet (`lezen`) en mag schrijven (`schrijven`; standaard wat het mag zien).

    `voor` geeft een kant (bereik.KANTEN) haar eigen `lezen`; dat is nodig waar lijsten lang zijn en snel moeten.
    """

    lezen: str
    schrijven: str = ""
    voor: Mapping[str, str] = field(default_factory=dict)

    def sql(self, tabel: str, kant: str = "") -> tuple[str, str]:
        """De twee voorwaarden, ingevuld voor deze tabel. Werpt KeyError of ValueError bij een onbekend woord."""
        lezen, schrijven = (
            " ".join(deel.format(tabel=tabel, **_PLAATSEN).split())
            for deel in (self.voor.get(kant, self.lezen), self.schrijven)
        )
        return lezen, schrijven or lezen

    def groepen(self, tabel: str) -> dict[tuple[str, str], list[str]]:
        """De voorwaarden met de kanten waarvoor zij gelden."""
        if vreemd := set(self.voor) - set(KANTEN):
            raise KeyError(f"Onbekende kant: {vreemd}")
        uit: dict[tuple[str, str], list[str]] = {}
        for kant in WEBROLLEN:
            uit.setdefault(self.sql(tabel, kant), []).append(kant)
        return uit


NIEMAND = Beleid("false")  # het web ziet niets; alleen een dienst met `buiten_bereik`


def afgeschermd() -> list[type[models.Model]]:
    """Elk model dat zegt wat bij een scope hoort."""
    return [model for model in apps.get_models() if hasattr(model, "scope_q") and model._meta.managed]


def opdrachten(model: type[models.Model]) -> tuple[str, list[str]]:
    """Een afdruk van het beleid van dit model, en de opdrachten die het in de database zetten.

    Werpt ImproperlyConfigured bij een model met `scope_q` zonder `rijbeleid`.
    """
    beleid: Beleid | None = getattr(model, "rijbeleid", None)
    if beleid is None:
        raise ImproperlyConfigured(
            f"{model._meta.label} heeft scope_q, maar geen rijbeleid (verzuimloket/db/beleid.py)."
        )
    tabel = model._meta.db_table
    doen = []
    for (lezen, schrijven), kanten in beleid.groepen(tabel).items():
        naam = "_".join(filter(None, ("web", kanten[0])))
        wie = ", ".join(WEBROLLEN[kant] for kant in kanten)
        doen += [
            f"CREATE POLICY {naam}_leest ON {tabel} FOR SELECT TO {wie} USING ({lezen})",
            f"CREATE POLICY {naam}_maakt ON {tabel} FOR INSERT TO {wie} WITH CHECK ({schrijven})",
            f"CREATE POLICY {naam}_wijzigt ON {tabel} FOR UPDATE TO {wie} USING ({lezen}) WITH CHECK ({schrijven})",
            f"CREATE POLICY {naam}_wist ON {tabel} FOR DELETE TO {wie} USING ({schrijven})",
        ]
    opdrachten = [
        _WEG.format(tabel=tabel),
        *doen,
        f"CREATE POLICY jobs ON {tabel} TO {JOBS} USING (true) WITH CHECK (true)",
        f"ALTER TABLE {tabel} ENABLE ROW LEVEL SECURITY",
        f"ALTER TABLE {tabel} FORCE ROW LEVEL SECURITY",
    ]
    afdruk = hashlib.sha256("\n".join(opdrachten).encode()).hexdigest()
    return afdruk, [*opdrachten, f"COMMENT ON POLICY web_leest ON {tabel} IS '{afdruk}'"]


# alle beleid van deze tabel weg, ook dat van een vorige versie
_WEG = """DO $$ DECLARE naam text; BEGIN
    FOR naam IN SELECT polname FROM pg_policy WHERE polrelid = '{tabel}'::regclass LOOP
        EXECUTE format('DROP POLICY %I ON {tabel}', naam);
    END LOOP;
END $$"""


def laat_los(tabel: str) -> migrations.RunSQL:
    """De eerste stap van een migratie die een kolom uit het beleid van deze tabel wijzigt of weghaalt.

    Tot het eind van `migrate` ziet het web dan niets in deze tabel; daarna staat het beleid er weer.
    """
    return migrations.RunSQL(_WEG.format(tabel=tabel), migrations.RunSQL.noop)


_STAND = """
SELECT c.relname, coalesce(obj_description(p.oid, 'pg_policy'), ''), c.relrowsecurity AND c.relforcerowsecurity
FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid
WHERE p.polname = 'web_leest' AND c.relnamespace = 'public'::regnamespace"""

_KOLOMMEN = """
SELECT c.relname, array_agg(a.attname::text) FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND NOT a.attisdropped GROUP BY c.relname"""

_ZONDER_RECHT = """
SELECT count(*) FROM pg_class c WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
AND NOT (SELECT bool_and(has_table_privilege(rol, oid, 'SELECT')) FROM unnest(%s) rol)"""


def breng_aan(using: str) -> int:
    """Zet rollen, rechten en beleid zoals de modellen zeggen; geeft hoeveel tabellen er wijzigden.

    Werpt ImproperlyConfigured als de rollen ontbreken en deze gebruiker ze niet mag maken.
    """
    _eis_rollen(using)
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        kolommen = _kolommen(cursor)
        cursor.execute(_STAND)
        nu = {tabel: afdruk if dicht else "" for tabel, afdruk, dicht in cursor.fetchall()}
        gewijzigd = 0
        for model in afgeschermd():
            afdruk, doen = opdrachten(model)
            tabel = model._meta.db_table
            # wie teruggaat naar een oudere migratie, houdt het beleid van toen
            af = {veld.column for veld in model._meta.local_concrete_fields} <= kolommen.get(tabel, set())
            if af and nu.get(tabel) != afdruk:
                cursor.execute("; ".join(doen))
                gewijzigd += 1
        cursor.execute(_ZONDER_RECHT, [[*WEBROLLEN.values(), JOBS, BACKUP]])
        if gewijzigd or cursor.fetchone()[0]:
            cursor.execute("; ".join(_rechten(set(kolommen), cast(Any, connections[using]).pg_version)))
    return gewijzigd


def _kolommen(cursor: Any) -> dict[str, set[str]]:
    cursor.execute(_KOLOMMEN)
    return {tabel: set(namen) for tabel, namen in cursor.fetchall()}


def _rechten(tabellen: set[str], versie: int) -> list[str]:
    """Wat elke rol met tabellen mag; legen en wijzigen van de vorm mag alleen de eigenaar."""
    web = ", ".join(WEBROLLEN.values())
    lijst = [
        f"GRANT USAGE ON SCHEMA public TO {web}, {JOBS}, {BACKUP}",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {web}, {JOBS}",
        f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {web}, {JOBS}",
        f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {BACKUP}",
        f"GRANT SELECT ON ALL SEQUENCES IN SCHEMA public TO {BACKUP}",
        *(f"REVOKE UPDATE, DELETE ON {tabel} FROM {web}" for tabel in ALLEEN_TOEVOEGEN if tabel in tabellen),
    ]
    if versie >= 170000:
        lijst.append(f"GRANT MAINTAIN ON ALL TABLES IN SCHEMA public TO {JOBS}")  # ANALYZE na een grote levering
    return lijst


def rollen_sql() -> str:
    return (files("verzuimloket.db") / "rollen.sql").read_text(encoding="utf-8")


def _eis_rollen(using: str) -> None:
    """Maak de rollen als ze ontbreken en dat mag; ze horen bij de hele server, niet bij één database."""
    with connections[using].cursor() as cursor:
        cursor.execute(
            "SELECT count(*) = %s AND bool_or(rolname = %s AND pg_has_role(oid, 'USAGE')) FROM pg_roles"
            " WHERE rolname = ANY(%s)",
            [len(_ROLLEN), JOBS, _ROLLEN],
        )
        if cursor.fetchone()[0]:
            return
    try:
        with transaction.atomic(using=using), connections[using].cursor() as cursor:
            cursor.execute(rollen_sql())
    except DatabaseError as fout:
        raise ImproperlyConfigured(
            f"De databaserollen {', '.join(_ROLLEN)} ontbreken, en deze gebruiker mag ze niet maken. "
            "Laat een beheerder van PostgreSQL verzuimloket/db/rollen.sql uitvoeren (docs/beheer/installeren.md)."
        ) from fout
