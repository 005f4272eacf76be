"""De basis van elk formulier voor een gevoelige handeling: is de laatste code te oud, dan vraagt het er zelf een."""

from typing import Any

from django import forms

CODE = {"autocomplete": "one-time-code", "autocapitalize": "none", "spellcheck": "false"}


class BevestigForm(forms.Form):
    """Een formulier dat pas geldig is als de sessie de laatste vijf minuten een eenmalige code gaf (besluit 26).

    Is dat langer geleden, dan heeft het een veld `bevestiging`, als laatste. Zo is er geen omweg langs een andere
    pagina, en blijft staan wat iemand typte. Een code die klopte, telt ook als een ander veld nog niet goed is.
    """

    def __init__(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._request = request
        if not request.vers_bevestigd():
            self.fields["bevestiging"] = forms.CharField(
                label="Eenmalige code",
                max_length=20,
                help_text="Voor deze handeling vragen wij de code van uw app of token, of een van uw herstelcodes.",
                error_messages={"required": "Vul de code van uw app of token in, of een herstelcode."},
                widget=forms.TextInput(CODE),
            )

    def full_clean(self) -> None:
        super().full_clean()
        if not self.is_bound or not self.cleaned_data.get("bevestiging"):
            return
        if uitleg := self._request.bevestig(self.cleaned_data.pop("bevestiging")):
            self.add_error("bevestiging", uitleg)
        else:
            del self.fields["bevestiging"]
