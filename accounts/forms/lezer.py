"""Het formulier waarmee een beheerder kiest wat een lezer leest, en tot wanneer."""

from collections.abc import Collection, Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.module_loading import import_string

from accounts.domein.lezer import DOEN_LABELS, MEESTE, MET_NUMMERS, Doen, Nummer, splits
from accounts.forms.bevestiging import BevestigForm
from accounts.fouten import Geweigerd
from verzuimloket.clock import vandaag
from verzuimloket.components.velden import DatumVeld, TekstVeld, zet_keuzes

HULP = (
    "Leerlingnummers of persoonsgebonden nummers. Eén per regel, of met een komma of puntkomma ertussen. Een"
    " leerlingnummer kennen wij alleen als het bij een melding van uw instelling staat."
)


class LezerForm(BevestigForm):
    """Met `bekijk` is het nog de vraag wat dat betekent, en is er geen verse code nodig.

    Wat in een bestand staat, komt onder in het veld: zo blijft het staan, want een bestand stuurt de browser één keer.
    """

    locaties = forms.TypedMultipleChoiceField(
        label="Locaties",
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="De lezer ziet alle meldingen van een gekozen locatie, ook nieuwe.",
        error_messages={"invalid_choice": "Kies alleen locaties uit de lijst."},
    )
    doen = forms.TypedChoiceField(
        label="Wat gebeurt er met de losse leerlingen?",
        coerce=Doen,
        choices=[(doen.value, label) for doen, label in DOEN_LABELS.items()],
        widget=forms.RadioSelect,
        initial=Doen.LAAT.value,
        error_messages={
            "required": "Kies wat er met de leerlingen gebeurt.",
            "invalid_choice": "Kies er een.",
        },
    )
    leerlingen = TekstVeld(
        label="Losse leerlingen", required=False, strip=False, max_length=20_000, regels=8, help_text=HULP
    )
    bestand = forms.FileField(
        label="Of een bestand met nummers",
        required=False,
        help_text="Txt, csv of xlsx, hoogstens 1 MB. Wij lezen de kolom met de kop PGN of leerlingnummer, of anders de"
        " eerste. Het bestand bewaren wij niet.",
        error_messages={"empty": "Het bestand is leeg."},
    )
    vanaf = DatumVeld(label="Vanaf", error_messages={"required": "Vul in vanaf welke dag hij leest."})
    tot = DatumVeld(
        label="Tot en met",
        help_text="Een lezer leest nooit zonder einddatum. Neem bijvoorbeeld het einde van het schooljaar.",
        error_messages={"required": "Vul in tot en met welke dag hij leest."},
    )
    field_order = ("locaties", "doen", "leerlingen", "bestand", "vanaf", "tot", "bevestiging")
    nummers: Sequence[Nummer] = ()

    def __init__(
        self, request: Any, *args: Any, locaties: Collection[tuple[int, str]], nieuw: bool, begonnen: bool = False,
        bekijk: bool = False, **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(request, *args, **kwargs)
        self.nieuw = nieuw
        zet_keuzes(self, "locaties", locaties)
        weg = {"doen": nieuw, "locaties": not locaties, "vanaf": begonnen, "bevestiging": bekijk}
        for naam, zonder in weg.items():
            if zonder:
                self.fields.pop(naam, None)

    def clean_bestand(self) -> list[str]:
        bestand = self.cleaned_data["bestand"]
        if bestand is None:
            return []
        try:
            return list(import_string(settings.NUMMERS_UIT_BESTAND)(bestand, bestand.size))
        except Geweigerd as fout:
            raise forms.ValidationError(str(fout)) from None

    def clean_vanaf(self) -> Any:
        vanaf = self.cleaned_data["vanaf"]
        if vanaf < vandaag():
            raise forms.ValidationError("Een rol kan niet in het verleden beginnen.")
        return vanaf

    def clean(self) -> None:
        super().clean()
        self._voeg_bestand_toe(self.cleaned_data.get("bestand") or [])
        self._keur_nummers()
        vanaf, tot = self.cleaned_data.get("vanaf") or vandaag(), self.cleaned_data.get("tot")
        if tot and tot < vandaag():
            self.add_error("tot", "Deze dag is al voorbij.")
        elif tot and tot < vanaf:
            self.add_error("tot", "De einddatum ligt voor de begindatum.")

    def _voeg_bestand_toe(self, regels: list[str]) -> None:
        if not regels or "leerlingen" in self.errors:
            return
        getypt = (self.cleaned_data.get("leerlingen") or "").rstrip("\n")
        tekst = "\n".join([*([getypt] if getypt else []), *regels])
        self.cleaned_data["leerlingen"] = tekst
        self.data = self.data.copy()  # type: ignore[attr-defined] # een QueryDict
        self.data["leerlingen"] = tekst  # type: ignore[index]

    def _keur_nummers(self) -> None:
        self.nummers = splits(self.cleaned_data.get("leerlingen") or "")
        doen = self.cleaned_data.get("doen", Doen.VERVANG)
        if len(self.nummers) > MEESTE:
            self.add_error("leerlingen", f"Noem hoogstens {MEESTE} leerlingen in één keer; dit zijn er meer.")
        elif self.nuttig and not self.nummers and not self.cleaned_data.get("locaties"):
            self.add_error("leerlingen", "Kies minstens één locatie of leerling.")
        elif self.nummers and doen not in MET_NUMMERS and "doen" not in self.errors:
            self.add_error("doen", "Kies wat er met de genoemde leerlingen gebeurt.")
        elif not self.nummers and doen in MET_NUMMERS and not self.nieuw and "bestand" not in self.errors:
            self.add_error("leerlingen", "Noem minstens één leerling.")

    @property
    def nuttig(self) -> bool:
        """Bij een nieuwe lezer moet er iets gekozen zijn; dan is er niets anders mis met de leerlingen."""
        return self.nieuw and not {"leerlingen", "bestand", "locaties"} & set(self.errors)

    @property
    def doen_(self) -> Doen:
        return self.cleaned_data.get("doen", Doen.VERVANG)
