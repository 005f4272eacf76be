"""De taken van accounts."""

from accounts.services import correcties, fusies, hercontrole, leesgedrag, opruimen, organisaties
from verzuimloket.celery import app
from verzuimloket.clock import vandaag
from verzuimloket.opschonen import schoon_op as schoon_alles_op


@app.task(name="accounts.tasks.ruim_op")
def ruim_op() -> dict[str, int]:
    """Elk uur: verwijder oude concepten en verlopen sessies; geeft de aantallen. Vaker of tegelijk mag."""
    return opruimen.ruim_op()


@app.task(name="accounts.tasks.schoon_op")
def schoon_op() -> dict[str, int]:
    """Elke dag: voer alle bewaartermijnen uit; geeft het aantal per regel. Vaker of tegelijk mag."""
    return schoon_alles_op(vandaag())


@app.task(name="accounts.tasks.bekijk_leesgedrag")
def bekijk_leesgedrag() -> int:
    """Elk uur: bekijk het logboek op opvallend leesgedrag; geeft het aantal nieuwe signalen. Vaker of tegelijk mag."""
    return leesgedrag.bekijk_wat_moet()


@app.task(name="accounts.tasks.herinner_hercontrole")
def herinner_hercontrole() -> int:
    """Elke dag: herinner beheerders aan rollen die opnieuw bekeken moeten worden; geeft het aantal. Vaker mag."""
    return hercontrole.herinner()


@app.task(name="accounts.tasks.voer_fusies_uit")
def voer_fusies_uit() -> int:
    """Elk kwartier: voer fusies uit waarvan de dag er is; geeft hoeveel er klaar kwamen. Vaker of tegelijk mag."""
    return len(fusies.voer_fusies_uit())


@app.task(name="accounts.tasks.sluit_organisaties")
def sluit_organisaties() -> int:
    """Elk uur: sluit de organisaties waarvan de laatste dag voorbij is; geeft het aantal. Vaker of tegelijk mag."""
    return organisaties.sluit_beeindigde()


@app.task(name="accounts.tasks.herinner_correcties")
def herinner_correcties() -> int:
    """Elke dag: herinner aan verzoeken van betrokkenen die af moeten of te laat zijn; geeft het aantal. Vaker mag."""
    return correcties.herinner()
