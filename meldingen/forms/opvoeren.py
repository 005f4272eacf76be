"""Opvoeren en wijzigen: het nummer, het verzuim, het afwijkende adres en de dagen, als één formulier."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, cast

from django import forms
from django.http import QueryDict

from bron.forms import PgnVeld
from meldingen.domein.leeftijd import leeftijdsgroep
from meldingen.domein.soorten import bezwaar
from meldingen.forms.dagen import Dagenlijst, getypte_dagen
from meldingen.forms.velden import PostcodeVeld, TelefoonVeld, email_veld
from meldingen.gegevens import Verzuim
from meldingen.models import Locatie, Melder, Verzuimsoort
from meldingen.queries import gemeente_bij_postcode
from verzuimloket import clock
from verzuimloket.components.velden import DatumVeld, JaNeeVeld, TekstVeld, zet_keuzes

ADRESVELDEN = ("straat", "huisnummer", "huisletter", "toevoeging", "postcode", "locatie_aanduiding", "plaats")


class PgnForm(forms.Form):
    pgn = PgnVeld(
        label="Persoonsgebonden nummer van de leerling",
        help_text="Het burgerservicenummer of het onderwijsnummer: 9 cijfers.",
        error_messages={"required": "Vul het persoonsgebonden nummer van de leerling in."},
    )


class VerzuimForm(forms.Form):
    """De velden van het Besluit Verzuimmelding; wat over de leerling gaat, komt uit het register."""

    soort = forms.ChoiceField(
        label="Vermoedelijke soort verzuim",
        error_messages={
            "required": "Kies de vermoedelijke soort verzuim.",
            "invalid_choice": "Kies een soort verzuim uit de lijst.",
        },
    )
    reden = TekstVeld(
        label="Vermoedelijke reden",
        max_length=200,
        help_text="In uw eigen woorden, hoogstens 200 tekens. Schrijf geen medische gegevens op.",
        error_messages={"required": "Vul de vermoedelijke reden in."},
    )
    begin = DatumVeld(
        label="Begin verzuim",
        help_text="De eerste dag waarop de leerling afwezig was. Bijvoorbeeld 3-11-2026.",
        error_messages={"required": "Vul in wanneer het verzuim begon."},
    )
    eind = DatumVeld(label="Eind verzuim", required=False, help_text="Laat leeg als het verzuim nog doorloopt.")
    alle_lessen_gemist = JaNeeVeld(
        label="Heeft de leerling alle lessen gemist?",
        initial="nee",
        error_messages={
            "required": "Kies of de leerling alle lessen heeft gemist.",
            "invalid_choice": "Kies ja of nee.",
        },
    )
    toelichting = TekstVeld(
        label="Toelichting verzuim", max_length=100, required=False, help_text="Hoogstens 100 tekens."
    )
    ondernomen_actie = TekstVeld(
        label="Wat heeft de school al gedaan?", max_length=2000, required=False, regels=4,
        help_text="Bijvoorbeeld gesprekken met de leerling of de ouders. Hoogstens 2000 tekens.",
    )  # fmt: skip
    actie_gewenst = JaNeeVeld(
        label="Wilt u dat leerplicht of het doorstroompunt actie onderneemt?",
        initial="ja",
        error_messages={"required": "Kies of u actie wilt.", "invalid_choice": "Kies ja of nee."},
    )
    toelichting_actie_gewenst = TekstVeld(
        label="Waarom is geen actie gewenst?", max_length=2000, required=False, regels=3,
        help_text="Alleen invullen als u bij de vorige vraag ‘nee’ koos.",
    )  # fmt: skip
    leerlingnummer = TekstVeld(
        label="Leerlingnummer van uw school", max_length=20, required=False, help_text="U kunt hier later op zoeken."
    )
    telefoon_ouder = TelefoonVeld(label="Telefoon van ouder of leerling")
    locatie = forms.TypedChoiceField(
        label="Locatie",
        coerce=int,
        error_messages={"required": "Kies de locatie.", "invalid_choice": "Kies een locatie uit de lijst."},
    )
    melder = forms.TypedChoiceField(
        label="Melder uit de lijst",
        coerce=int,
        empty_value=None,
        required=False,
        help_text="Kiest u hier iemand, dan hoeft u de velden hieronder niet in te vullen.",
        error_messages={"invalid_choice": "Kies een melder uit de lijst."},
    )
    naam_melder = TekstVeld(label="Naam melder", max_length=100, required=False)
    functie_melder = TekstVeld(label="Functie melder", max_length=60, required=False)
    telefoon_melder = TelefoonVeld(label="Telefoon melder")
    email_melder = email_veld(label="E-mail melder", required=False, help_text="Hier komt het antwoord binnen.")
    naam_melder.zonder_aanduiding = email_melder.zonder_aanduiding = True  # type: ignore[attr-defined]
    toelichting_actie_gewenst.zonder_aanduiding = True  # type: ignore[attr-defined]

    def __init__(
        self,
        *args: Any,
        school_id: int,
        geboren: date,
        startkwalificatie: bool,
        inschrijving: tuple[date, date | None] | None,
        huidige: Any = None,
        **kwargs: Any,
    ) -> None:
        """`huidige` is de melding die gewijzigd wordt: haar locatie, melder en soort blijven kiesbaar."""
        super().__init__(*args, **kwargs)
        self.geboren, self.startkwalificatie, self.inschrijving = geboren, startkwalificatie, inschrijving
        self.soorten = {soort.code: soort.als_regel() for soort in Verzuimsoort.objects.order_by("geldig_van", "code")}
        vandaag = clock.vandaag()
        zet_keuzes(
            self,
            "soort",
            [("", "Maak een keuze")]
            + [
                (code, soort.label)
                for code, soort in self.soorten.items()
                if soort.geldig_tot is None or soort.geldig_tot >= vandaag or (huidige and huidige.soort_id == code)
            ],
        )
        self._lijst("locatie", Locatie, school_id, huidige and huidige.locatie_id, "Maak een keuze")
        self.melders = self._lijst("melder", Melder, school_id, huidige and huidige.melder_id, "Andere melder")

    def _lijst(self, veld: str, model: Any, school_id: int, huidige: int | None, leeg: str) -> dict[int, Any]:
        rijen = model.objects.unscoped("keuzelijst van de eigen school").filter(school_id=school_id).order_by("naam")
        eigen = {rij.pk: rij for rij in rijen if rij.gearchiveerd_op is None or rij.pk == huidige}
        zet_keuzes(self, veld, [("", leeg)] + [(sleutel, rij.naam) for sleutel, rij in eigen.items()])
        return eigen

    def keuzelabel(self, veld: str, waarde: object) -> str:
        """De tekst van een gekozen waarde, zoals de keuzelijst haar toont."""
        keuzes = cast(Iterable[tuple[object, object]], cast(forms.ChoiceField, self.fields[veld]).choices)
        return str(dict(keuzes).get(waarde, ""))

    def clean_begin(self) -> date:
        begin = self.cleaned_data["begin"]
        if begin > clock.vandaag():
            raise forms.ValidationError("De begindatum ligt in de toekomst. Vul de eerste dag van afwezigheid in.")
        if self.inschrijving:
            sinds, tot_en_met = self.inschrijving
            if begin < sinds:
                raise forms.ValidationError(
                    f"De leerling staat pas sinds {sinds.day}-{sinds.month}-{sinds.year} bij uw school ingeschreven. "
                    "Vul een dag op of na die datum in."
                )
            if tot_en_met and begin > tot_en_met:
                raise forms.ValidationError(
                    f"De leerling is uitgeschreven op {tot_en_met.day}-{tot_en_met.month}-{tot_en_met.year}. "
                    "Vul een dag op of voor die datum in."
                )
        return begin

    def clean(self) -> dict[str, Any]:
        waarden: dict[str, Any] = super().clean() or {}
        begin, eind = waarden.get("begin"), waarden.get("eind")
        if begin and eind and eind < begin:
            dag = f"{begin.day}-{begin.month}-{begin.year}"
            self.add_error("eind", f"De einddatum ligt voor de begindatum. Vul een datum op of na {dag} in.")
        elif eind and eind > clock.vandaag():
            self.add_error(
                "eind", "De einddatum ligt in de toekomst. Laat het veld leeg als het verzuim nog doorloopt."
            )
        leeg = not waarden.get("toelichting_actie_gewenst") and "toelichting_actie_gewenst" not in self.errors
        if waarden.get("actie_gewenst") is False and leeg:
            self.add_error("toelichting_actie_gewenst", "Leg uit waarom u geen actie wilt.")
        self._toets_soort(waarden.get("soort"), begin)
        self._vul_melder(waarden)
        return waarden

    def _toets_soort(self, code: str | None, begin: date | None) -> None:
        if not code or not begin:
            return
        groep = leeftijdsgroep(self.geboren, begin, startkwalificatie=self.startkwalificatie)
        zin = bezwaar(self.soorten[code], groep, begin) if groep else None
        if zin:
            self.add_error("soort", zin)

    def _vul_melder(self, waarden: dict[str, Any]) -> None:
        """Een gekozen melder vult de lege velden; zonder keuze zijn naam en e-mail nodig."""
        melder = self.melders.get(waarden.get("melder") or 0)
        if melder:
            for veld in ("naam", "functie", "telefoon", "email"):
                if not waarden.get(f"{veld}_melder") and f"{veld}_melder" not in self.errors:
                    waarden[f"{veld}_melder"] = getattr(melder, veld)
        if not waarden.get("naam_melder") and "naam_melder" not in self.errors:
            self.add_error("naam_melder", "Vul de naam van de melder in, of kies een melder uit de lijst.")
        if not waarden.get("email_melder") and "email_melder" not in self.errors:
            self.add_error("email_melder", "Vul het e-mailadres van de melder in, of kies een melder uit de lijst.")


class AdresForm(forms.Form):
    """Het adres waar de leerling verblijft, als dat anders is dan in de basisregistratie."""

    straat = TekstVeld(label="Straat", max_length=80, required=False)
    huisnummer = TekstVeld(label="Huisnummer", max_length=5, required=False)
    huisletter = TekstVeld(label="Huisletter", max_length=1, required=False)
    toevoeging = TekstVeld(label="Toevoeging", max_length=6, required=False)
    postcode = PostcodeVeld(label="Postcode", max_length=7, required=False)
    locatie_aanduiding = TekstVeld(
        label="Aanduiding van de plek", max_length=70, required=False, help_text="Als er geen straat is."
    )
    plaats = TekstVeld(label="Plaats", max_length=80, required=False)

    def clean(self) -> dict[str, Any]:
        waarden: dict[str, Any] = super().clean() or {}
        if not any(waarden.values()) or self.errors:
            return waarden
        if not waarden["straat"] and not waarden["locatie_aanduiding"]:
            self.add_error("straat", "Vul de straat in, of omschrijf de plek.")
        if not waarden["postcode"]:
            self.add_error("postcode", "Vul de postcode in: die bepaalt welke gemeente de melding krijgt.")
        elif gemeente_bij_postcode(waarden["postcode"]) is None:
            self.add_error("postcode", "Deze postcode kennen wij niet. Controleer de vier cijfers.")
        if not waarden["plaats"]:
            self.add_error("plaats", "Vul de plaats in.")
        return waarden


class Verzuimformulier:
    """Verzuim, adres en dagen samen: één keer controleren, één uitkomst."""

    def __init__(self, data: QueryDict | None, *, begin: Mapping[str, Any] | None = None, **leerling: Any) -> None:
        begin = begin or {}
        self.verzuim = VerzuimForm(data, initial=begin.get("verzuim"), **leerling)
        self.adres = AdresForm(data, prefix="afwijkend_adres", initial=begin.get("adres"))
        self.dagen = Dagenlijst(data, begin.get("dagen", ()))

    @classmethod
    def met_dag_erbij(cls, data: QueryDict, **leerling: Any) -> "Verzuimformulier":
        """Wat getypt is, nog niet gecontroleerd, met een lege dag erachter: zo werkt 'Nog een dag' zonder script."""
        getypt = {naam: data.get(naam) for naam in VerzuimForm.base_fields}
        adres = {naam: data.get(f"afwijkend_adres-{naam}", "") for naam in ADRESVELDEN}
        dagen = getypte_dagen(data)
        begin = {"verzuim": getypt, "adres": adres if any(adres.values()) else {}, "dagen": dagen}
        form = cls(None, begin=begin, **leerling)
        form.dagen.open = True
        form.dagen.forms[-1].fields["datum"].widget.attrs["autofocus"] = True
        return form

    @property
    def met_fouten(self) -> bool:
        return any(form.errors for form in self.forms)

    @property
    def forms(self) -> list[forms.BaseForm]:
        return [self.verzuim, self.adres, *self.dagen.forms]

    def is_valid(self) -> bool:
        goed = [form.is_valid() for form in (self.verzuim, self.adres)]
        begin, eind = (self.verzuim.cleaned_data.get(veld) for veld in ("begin", "eind"))
        goed.append(self.dagen.is_valid(begin, eind or clock.vandaag()))
        return all(goed)

    def uitkomst(self) -> Verzuim:
        """De gecontroleerde waarden; alleen na een geslaagde is_valid."""
        adres = {naam: self.adres.cleaned_data[naam] for naam in ADRESVELDEN}
        return Verzuim(
            **self.verzuim.cleaned_data,
            afwijkend_adres=adres if any(adres.values()) else {},
            dagen=tuple(self.dagen.uitkomst()),
        )

    def voeg_fout_toe(self, veld: str, zin: str) -> None:
        """Een fout uit een dienst bij haar veld; een onbekend veld wordt een fout van het formulier."""
        if veld.startswith("afwijkend_adres-"):
            self.adres.add_error(veld.removeprefix("afwijkend_adres-"), zin)
        else:
            self.verzuim.add_error(veld if veld in self.verzuim.fields else None, zin)
