"""`bron_inlezen` voor wie meekijkt: JSON voor machines, een balk in een terminal, en de waarheid als het half lukt."""

import json
import os
import pty
import re
import subprocess
import sys

import pytest
from django.core.management import CommandError, call_command

from bron.models import Inlezing, Levering
from tests.bron.hulp import AN, BEN, aantallen, isg, leg, levering, omgeving, per

INHOUD = levering(per(AN), *isg(AN), "XYZ;1")


def regels_json(capsys) -> list[dict]:
    return [json.loads(regel) for regel in capsys.readouterr().out.splitlines()]


@pytest.mark.django_db
def test_json_eindigt_per_bestand_met_de_uitslag(tmp_path, capsys):
    een, twee = leg(tmp_path, INHOUD, "een.csv"), leg(tmp_path, levering(per(BEN), nummer=4), "twee.csv")
    call_command("bron_inlezen", "--json", str(een), str(twee), str(een))
    nummers = list(Levering.objects.order_by("pk").values_list("pk", flat=True))
    telling = {"levering": nummers[0], "aangeboden": 4, "verwerkt": 3, "afgekeurd": 1, "ontbreekt": 0}
    ander = {"levering": nummers[1], "aangeboden": 1, "verwerkt": 1, "afgekeurd": 0, "ontbreekt": 2}
    assert [regel for regel in regels_json(capsys) if regel["soort"] == "uitslag"] == [
        {"soort": "uitslag", "bestand": "een.csv", "stand": "klaar", **telling},
        {"soort": "uitslag", "bestand": "twee.csv", "stand": "klaar", **ander},
        {"soort": "uitslag", "bestand": "een.csv", "stand": "herhaald", **telling},
    ]


@pytest.mark.django_db
def test_json_noemt_onderweg_elke_stap(tmp_path, capsys):
    pad = leg(tmp_path, INHOUD)
    call_command("bron_inlezen", "--json", str(pad))
    stappen = [regel for regel in regels_json(capsys) if regel["soort"] == "voortgang"]
    assert [regel["fase"] for regel in stappen[:4]] == ["lezen", "register", "samenvoegen", "terugkoppeling"]
    assert {(regel["bytes"], regel["omvang"], regel["regels"]) for regel in stappen} == {
        (pad.stat().st_size,) * 2 + (6,)
    }


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("inhoud", "stand", "zin"),
    [("", "geweigerd", "Het bestand is leeg."), (None, "mislukt", "Het bestand bestaat niet.")],
)
def test_json_zegt_ook_waarom_het_niet_lukte(tmp_path, capsys, inhoud, stand, zin):
    pad = tmp_path / "a.csv" if inhoud is None else leg(tmp_path, inhoud, "a.csv")
    with pytest.raises(CommandError) as fout:
        call_command("bron_inlezen", "--json", str(pad))
    assert (fout.value.returncode, str(fout.value)) == (1, f"a.csv: {zin}")
    assert regels_json(capsys)[-1] == {"soort": "uitslag", "bestand": "a.csv", "stand": stand, "melding": zin}


@pytest.mark.django_db
def test_lukt_alleen_de_terugkoppeling_niet_dan_zegt_de_opdracht_dat_de_levering_er_is(tmp_path, capsys):
    pad, terug = leg(tmp_path, INHOUD, "a.csv"), tmp_path / "a.csv.terugkoppeling.csv"
    terug.mkdir()
    with pytest.raises(CommandError) as fout:
        call_command("bron_inlezen", str(pad))
    assert (fout.value.returncode, str(fout.value)) == (
        1,
        "a.csv: De levering is opgeslagen (aangeboden 4, verwerkt 3, afgekeurd 1), maar de terugkoppeling is niet "
        "geschreven: er is al een map met die naam. Bied hetzelfde bestand nog eens aan: dan ontstaat alleen de "
        "terugkoppeling.",
    )
    assert (aantallen()["levering"], Inlezing.objects.get().stand, capsys.readouterr().out) == (1, "mislukt", "")


@pytest.mark.django_db
def test_na_een_mislukte_terugkoppeling_schrijft_hetzelfde_bestand_haar_alsnog(tmp_path, capsys):
    pad, terug = leg(tmp_path, INHOUD, "a.csv"), tmp_path / "a.csv.terugkoppeling.csv"
    terug.mkdir()
    with pytest.raises(CommandError):
        call_command("bron_inlezen", str(pad))
    terug.rmdir()
    call_command("bron_inlezen", str(pad))
    assert len(terug.read_text().splitlines()) == 5
    assert capsys.readouterr().out.startswith("a.csv: deze levering was er al. Er is niets gewijzigd.\n")


@pytest.mark.django_db(transaction=True)
def test_in_een_terminal_staat_een_balk_met_tempo_en_op_stdout_alleen_de_telling(tmp_path):
    meester, terminal = pty.openpty()
    opdracht = [sys.executable, "manage.py", "bron_inlezen", str(leg(tmp_path, INHOUD, "a.csv"))]
    klaar = subprocess.run(opdracht, **omgeving(), stdout=subprocess.PIPE, stderr=terminal, text=True, timeout=120)
    balk = os.read(meester, 65536).decode()
    os.close(terminal)
    os.close(meester)
    assert klaar.stdout == "aangeboden 4, verwerkt 3, afgekeurd 1\n"
    assert re.search(r"a\.csv  \[#+\]  100% .*lezen en beoordelen \(.*B/s, 6 regels\)", balk), balk
