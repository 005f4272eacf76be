"""Hoe een organisatie eruitziet in het portaal en op haar brieven: naam, accentkleur en logo."""

import hashlib

from django.db import transaction

from accounts.domein.kleur import keur_kleur
from accounts.fouten import Geweigerd
from accounts.models import Gebruiker, Huislogo, Organisatie
from verzuimloket.audit.services import record
from verzuimloket.beeld import Logo


@transaction.atomic
def zet_thema(
    organisatie: Organisatie, weergavenaam: str, kleur: str, *, logo: Logo | None, logo_weg: bool, door: Gebruiker
) -> None:
    """Zet naam en kleur (leeg: die van het portaal), en vervang of verwijder het logo. Schrijft een logregel.

    Zonder `logo` en `logo_weg` blijft het logo. Werpt Geweigerd bij een kleur die op wit niet te lezen is.
    """
    if kleur and (fout := keur_kleur(kleur)):
        raise Geweigerd(fout)
    rij = Organisatie.objects.select_for_update(of=("self",), no_key=True).get(pk=organisatie.pk)
    rij.weergavenaam, rij.kleur = weergavenaam.strip(), kleur
    logos = Huislogo.objects.visible_to(door).filter(organisatie=rij)
    if logo is not None:
        logos.delete()
        Huislogo.objects.create(organisatie=rij, png=logo.png, breedte=logo.breedte, hoogte=logo.hoogte)
        rij.logo_afdruk = hashlib.sha256(logo.png).hexdigest()[:16]
    elif logo_weg:
        logos.delete()
        rij.logo_afdruk = ""
    rij.save(update_fields=["weergavenaam", "kleur", "logo_afdruk"])
    wat = "vervangen" if logo is not None else "verwijderd" if logo_weg else "gelijk"
    record(
        actie="accounts:thema:gezet", gebruiker=door, organisatie=rij,
        object_type="organisatie", object_id=rij.pk, details={"kleur": kleur, "logo": wat},
    )  # fmt: skip
