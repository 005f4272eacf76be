"""Formulieren met alleen wat Django zelf heeft: de klassen van het NL Design System komen van een BoundField.

De opmaak van een veld staat op één plek: templates/forms/field.html.
"""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting

# eerst de bijzondere widgets: een Textarea is ook een Widget, een CheckboxInput ook een Input
KLASSEN: tuple[tuple[type[forms.Widget], str, str], ...] = (
    (forms.Textarea, "utrecht-textarea utrecht-textarea--html-textarea", "utrecht-textarea--invalid"),
    (forms.FileInput, "ams-file-input", "ams-file-input--invalid"),
    (
        forms.CheckboxSelectMultiple,
        "utrecht-checkbox utrecht-checkbox--html-input utrecht-checkbox--custom",
        "",
    ),
    (forms.RadioSelect, "utrecht-radio-button utrecht-radio-button--html-input", ""),
    (forms.Select, "utrecht-select utrecht-select--html-select", "utrecht-select--invalid"),
    (forms.CheckboxInput, "utrecht-checkbox utrecht-checkbox--html-input utrecht-checkbox--custom", ""),
    (forms.HiddenInput, "", ""),
    (forms.widgets.Input, "utrecht-textbox utrecht-textbox--html-input", "utrecht-textbox--invalid"),
)


class LoketBoundField(BoundField):
    """Een veld dat zijn klassen, zijn soort en zijn aria-kenmerken kent."""

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        attrs = super().build_widget_attrs(attrs, widget)
        attrs.pop("required", None)  # de server controleert, met een zin die helpt
        widget = widget or self.field.widget
        for soort, klasse, fout in KLASSEN:
            if isinstance(widget, soort):
                delen = [widget.attrs.get("class"), klasse, fout if self.errors else ""]
                attrs["class"] = " ".join(deel for deel in delen if deel)
                break
        return attrs

    @property
    def soort(self) -> str:
        """`groep` (keuzerondjes, vinkjes), `vinkje` (één vinkje) of `enkel`."""
        widget = self.field.widget
        if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
            return "groep"
        return "vinkje" if isinstance(widget, forms.CheckboxInput) else "enkel"

    @property
    def optioneel(self) -> bool:
        """Toon '(niet verplicht)'; een veld met `zonder_aanduiding` is soms verplicht, of een filter."""
        return not self.field.required and not getattr(self.field, "zonder_aanduiding", False)


class LoketRenderer(TemplatesSetting):
    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"
    bound_field_class = LoketBoundField
