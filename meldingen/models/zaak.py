"""De melding zelf."""

import uuid
from datetime import timedelta
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from accounts.domein.rechten import Rol
from accounts.domein.rechten import Soort as OrganisatieSoort
from accounts.models import Gebruiker, Organisatie
from accounts.scope import NIETS, Scope, ScopedQuerySet
from bron.domein.persoon import GESLACHT, lijstnaam, volledig_adres, volledige_naam
from meldingen.domein.leeftijd import Leeftijdsgroep
from meldingen.domein.workflow import LABELS, LOPEND, Status
from meldingen.models.beheer import Locatie, Melder
from meldingen.models.referentie import GROEPEN, Verzuimsoort
from verzuimloket import clock
from verzuimloket.db.beleid import Beleid

ZICHTBAAR_VOOR_SCHOOL = timedelta(days=2 * 365 + 1)  # 2 jaar, eigen BRIN (slides DUO, raadplegen/wijzigen)
REDENEN_AFSLUITING = (
    (1, "terug naar school, opleiding hervat"),
    (2, "inschrijving beëindigd, andere opleiding"),
    (3, "inschrijving beëindigd, werk"),
    (4, "inschrijving beëindigd, overige redenen"),
    (5, "inschrijving beëindigd, leerling overleden"),
    (6, "geen verzuim, langdurig ziek"),
    (7, "geen verzuim, legitiem afwezig"),
)
TOELICHTINGEN_AFSLUITING = (
    (1, "leerling of deelnemer is gezien door de gemeente"),
    (2, "er wordt actie ondernomen richting leerling of deelnemer door de gemeente"),
    (3, "er loopt geen actie meer richting leerling of deelnemer"),
)


# de drie kanten van `scope_q`, in SQL; IN met een subvraag, zodat de planner de lijst niet veel te kort schat
_VAN_SCHOOL = """school_id = {organisatie} AND {soort} = 'instelling'
    AND geregistreerd_op >= {nu} - interval '17544 hours'"""
_SCHOOL = f"{_VAN_SCHOOL} AND {{rol:melder}}"
_LEZER = f"{_VAN_SCHOOL} AND {{rol:lezer}} AND (locatie_id = {{locaties}} OR pgn = {{leerlingen}})"
_INSTANTIE = """{soort} <> 'instelling' AND (instantie_id = {organisatie} OR nummer IN (
        SELECT d.melding_id FROM meldingen_doorzending d WHERE d.van_id = {organisatie}))
    AND ({rol:behandelaar} OR {rol:behandelaar_rmc} AND leeftijdsgroep = 'rmc')"""


class MeldingQuerySet(ScopedQuerySet):
    def huidig(self, organisatie_id: int, soort: OrganisatieSoort) -> "MeldingQuerySet":
        """Wat nu bij deze organisatie ligt; zonder wat zij eerder doorstuurde. Zo loopt een lijst langs één index."""
        veld = "school_id" if soort is OrganisatieSoort.INSTELLING else "instantie_id"
        return self.filter(**{veld: organisatie_id})


class Melding(models.Model):
    """Een melding van relatief verzuim (Leerplichtwet art. 21a, WEB art. 8.1.8a; velden: Besluit Verzuimmelding).

    Het nummer groeit, betekent niets en wordt nooit opnieuw gebruikt. De gegevens van de leerling zijn de stand van het
    register op het moment van melden: een latere verhuizing verandert niets.
    """

    nummer = models.BigAutoField(primary_key=True)
    versie = models.PositiveIntegerField(default=1)
    sleutel = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    status = models.CharField(
        max_length=1, choices=[(s.value, LABELS[s]) for s in Status], default=Status.GEREGISTREERD
    )
    geregistreerd_op = models.DateTimeField(default=clock.nu)
    geregistreerd_door = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, related_name="+", db_index=False)
    gewijzigd_op = models.DateTimeField(default=clock.nu)
    gewijzigd_door = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, related_name="+", db_index=False)

    school = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="+", db_index=False)
    instantie = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="+", db_index=False)
    leeftijdsgroep = models.CharField(max_length=20, choices=GROEPEN)
    routering_reden = models.CharField(max_length=500)
    gemeentecode = models.CharField(max_length=4)
    ongelezen_school = models.BooleanField(default=False)
    ongelezen_instantie = models.BooleanField(default=True)

    # de leerling, zoals het register hem kende
    pgn = models.CharField(max_length=9)
    achternaam = models.CharField(max_length=200)
    voorvoegsel = models.CharField(max_length=50, blank=True, default="")
    voornamen = models.CharField(max_length=200, blank=True, default="")
    geslacht = models.CharField(max_length=1)
    geboortedatum = models.DateField()
    adres = models.CharField(max_length=400, blank=True, default="", help_text="straat en nummer op één regel")
    postcode = models.CharField(max_length=20, blank=True, default="")
    plaats = models.CharField(max_length=100, blank=True, default="")
    startkwalificatie = models.BooleanField()
    opleiding = models.CharField(max_length=250, blank=True, default="")
    bron_stand_van = models.DateTimeField()
    bron_opgehaald_op = models.DateTimeField()
    leerlingnummer = models.CharField(max_length=20, blank=True, default="")
    zoeknaam = models.CharField(max_length=400, db_collation="C")

    # het verzuim (Besluit Verzuimmelding, bijlage)
    soort = models.ForeignKey(Verzuimsoort, on_delete=models.PROTECT, related_name="+", db_index=False)
    reden = models.CharField(max_length=200)
    begin = models.DateField()
    eind = models.DateField(null=True, blank=True)
    alle_lessen_gemist = models.BooleanField(default=False)
    toelichting = models.CharField(max_length=100, blank=True, default="")
    ondernomen_actie = models.CharField(max_length=2000, blank=True, default="")
    actie_gewenst = models.BooleanField(default=True)
    toelichting_actie_gewenst = models.CharField(max_length=2000, blank=True, default="")
    locatie = models.ForeignKey(Locatie, on_delete=models.PROTECT, related_name="meldingen", db_index=False)
    melder = models.ForeignKey(
        Melder, on_delete=models.PROTECT, null=True, blank=True, related_name="meldingen", db_index=False
    )
    naam_melder = models.CharField(max_length=100)
    functie_melder = models.CharField(max_length=60, blank=True, default="")
    telefoon_melder = models.CharField(max_length=20, blank=True, default="")
    email_melder = models.EmailField(max_length=100)
    telefoon_ouder = models.CharField(max_length=20, blank=True, default="")
    afwijkend_adres = models.JSONField(default=dict, blank=True)

    # de laatste terugmelding
    reden_afsluiting = models.PositiveSmallIntegerField(null=True, blank=True, choices=REDENEN_AFSLUITING)
    toelichting_afsluiting = models.PositiveSmallIntegerField(null=True, blank=True, choices=TOELICHTINGEN_AFSLUITING)
    contact_naam = models.CharField(max_length=100, blank=True, default="")
    contact_functie = models.CharField(max_length=60, blank=True, default="")
    contact_telefoon = models.CharField(max_length=20, blank=True, default="")
    contact_email = models.EmailField(max_length=100, blank=True, default="")

    objects = MeldingQuerySet.as_manager()
    rijbeleid = Beleid("false", voor={"school": _SCHOOL, "lezer": _LEZER, "instantie": _INSTANTIE})

    class Meta:
        indexes: ClassVar = [
            # Lijsten: per kant op nummer (dat is ook de volgorde van melden), op begin en op naam. De eerste twee
            # dragen wat bereik en filters nodig hebben: tellen en doorbladeren raken de tabel niet aan (besluit 12).
            models.Index(
                fields=["school", "-nummer"], name="melding_school", include=["geregistreerd_op", "status", "soort"]
            ),
            models.Index(
                fields=["instantie", "-nummer"],
                name="melding_instantie",
                include=["geregistreerd_op", "status", "soort", "leeftijdsgroep"],
            ),
            models.Index(fields=["school", "-begin", "-nummer"], name="melding_school_begin"),
            models.Index(fields=["instantie", "-begin", "-nummer"], name="melding_instantie_begin"),
            models.Index(fields=["school", "zoeknaam", "nummer"], name="melding_school_naam"),
            models.Index(fields=["instantie", "zoeknaam", "nummer"], name="melding_instantie_naam"),
            models.Index(fields=["pgn", "-nummer"], name="melding_pgn"),
            models.Index(
                fields=["school", "leerlingnummer"], name="melding_leerlingnummer", condition=~Q(leerlingnummer="")
            ),
            models.Index(
                fields=["instantie", "leerlingnummer"], name="melding_inst_leerling", condition=~Q(leerlingnummer="")
            ),
            # de teller in het menu, op elke pagina: een school ziet hoogstens twee jaar terug
            models.Index(
                fields=["school", "geregistreerd_op"],
                name="melding_ongelezen_school",
                condition=Q(ongelezen_school=True),
            ),
            models.Index(
                fields=["instantie"], name="melding_ongelezen_instantie", condition=Q(ongelezen_instantie=True)
            ),
            models.Index(fields=["geregistreerd_op"], name="melding_geregistreerd"),
            # wat meegaat als een gemeente de routering wijzigt of in een andere opgaat
            models.Index(
                fields=["gemeentecode", "leeftijdsgroep"],
                name="melding_lopend_gemeente",
                condition=Q(status__in=sorted(LOPEND)),
            ),
            models.Index(fields=["locatie"], name="melding_locatie"),
            models.Index(fields=["melder"], name="melding_melder", condition=Q(melder__isnull=False)),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(eind__isnull=True) | Q(eind__gte=models.F("begin")), name="melding_eind"
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.AFGESLOTEN)
                | Q(reden_afsluiting__isnull=False, toelichting_afsluiting__isnull=False),
                name="melding_afgesloten_met_reden",
            ),
        ]
        verbose_name = "melding"
        verbose_name_plural = "meldingen"

    def __str__(self) -> str:
        return f"melding {self.nummer}"

    @property
    def naam(self) -> str:
        """Voornamen, voorvoegsel, achternaam."""
        return volledige_naam(self.voornamen, self.voorvoegsel, self.achternaam)

    @property
    def geslacht_woord(self) -> str:
        return GESLACHT.get(self.geslacht, "onbekend")

    @property
    def volledig_adres(self) -> str:
        return volledig_adres(self.adres, self.postcode, self.plaats)

    @property
    def contact(self) -> str:
        delen = (self.contact_naam, self.contact_functie, self.contact_telefoon, self.contact_email)
        return "\n".join(deel for deel in delen if deel)

    @property
    def lijstnaam(self) -> str:
        return lijstnaam(self.voornamen, self.voorvoegsel, self.achternaam)

    @staticmethod
    def scope_q(scope: Scope) -> Q:
        """Wat bij welke kant hoort. Een eerdere instantie houdt alleen de tijdlijn tot de doorzending."""
        if scope.soort is OrganisatieSoort.INSTELLING:
            return _school_q(scope)
        return _instantie_q(
            scope, Q(instantie_id=scope.organisatie_id) | Q(nummer__in=_doorgestuurd_door(scope.organisatie_id))
        )

    @staticmethod
    def inhoud_q(scope: Scope) -> Q:
        """Als `scope_q`, zonder wat doorgestuurd is: de inhoud daarvan is voor de volgende instantie."""
        if scope.soort is OrganisatieSoort.INSTELLING:
            return _school_q(scope)
        return _instantie_q(scope, Q(instantie_id=scope.organisatie_id))


def _instantie_q(scope: Scope, eigen: Q) -> Q:
    if Rol.BEHANDELAAR in scope.rollen:
        return eigen
    if Rol.BEHANDELAAR_RMC in scope.rollen:
        return Q(leeftijdsgroep=Leeftijdsgroep.RMC) & eigen
    return NIETS


def _school_q(scope: Scope) -> Q:
    vanaf = clock.nu() - ZICHTBAAR_VOOR_SCHOOL
    school = Q(school_id=scope.organisatie_id, geregistreerd_op__gte=vanaf)
    if Rol.MELDER in scope.rollen:
        return school
    if Rol.LEZER in scope.rollen:
        return school & (Q(locatie_id__in=scope.locatie_ids) | Q(pgn__in=scope.leerling_pgns))
    return NIETS


def _doorgestuurd_door(organisatie_id: int) -> models.QuerySet:
    # via de relatie: de module van de doorzending verwijst zelf al naar deze
    doorzending: Any = Melding._meta.get_field("doorzendingen").related_model
    return doorzending.objects.unscoped("deel van scope_q").filter(van_id=organisatie_id).values("melding_id")
