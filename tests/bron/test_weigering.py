"""Wat een levering als geheel doet weigeren: één zin, en niets opgeslagen. En wat dat juist niet doet."""

import pytest

from bron.services import LeveringGeweigerd, lees_in
from tests.bron.hulp import AN, BEN, aantallen, inhoud_register, isg, leg, levering, per, vlp

pytestmark = pytest.mark.django_db
GOED = levering(per(AN), *isg(AN))
GEEN_SLUIT = "Het bestand heeft geen sluitrecord (SLR); het is afgebroken of niet compleet."
GEEN_VOORLOOP = "De eerste regel is geen voorlooprecord (VLP)."


def geweigerd(pad) -> str:
    with pytest.raises(LeveringGeweigerd) as fout:
        lees_in(pad)
    return str(fout.value)


@pytest.mark.parametrize(
    ("inhoud", "zin"),
    [
        (b"", "Het bestand is leeg."),
        (b"\n", GEEN_VOORLOOP),
        (f"\n{GOED}", GEEN_VOORLOOP),
        (GOED.partition("\n")[2], GEEN_VOORLOOP),
        (GOED.replace("VLP", "vlp"), GEEN_VOORLOOP),
        ("x" * 3_000_000, GEEN_VOORLOOP),
        (GOED.rpartition("SLR")[0], GEEN_SLUIT),
        (GOED[: len(GOED) // 2], GEEN_SLUIT),
        (vlp(), GEEN_SLUIT),
        (GOED.replace("SLR;3", "SLR;2"), "Het sluitrecord (SLR) noemt 2 records, maar er staan er 3."),
        (GOED.replace("SLR;3", "SLR;4"), "Het sluitrecord (SLR) noemt 4 records, maar er staan er 3."),
        (GOED.replace("SLR;3", "SLR;"), "Het sluitrecord (SLR) noemt geen aantal."),
        (GOED.replace("SLR;3", "\nSLR;3"), "Het sluitrecord (SLR) noemt 3 records, maar er staan er 4."),
        (GOED + per(BEN), "Na het sluitrecord (SLR) staan nog regels."),
        (GOED + "SLR;3\n", "Na het sluitrecord (SLR) staan nog regels."),
        (GOED + GOED, "Na het sluitrecord (SLR) staan nog regels."),
        ("\ufeff" + GOED, "Het bestand begint met een BOM; lever het aan als UTF-8 zonder BOM."),
        (GOED.replace("PROEF", "PR\0EF"),
         "Het voorlooprecord (VLP) heeft niet de velden leverancier, volgnummer en aangemaakt."),
        (GOED.replace("Zeeman", "Zeemán").encode("latin-1"), "Het bestand is geen UTF-8 (regel 2)."),
        (GOED.encode("utf-16"), "Het bestand is geen UTF-8 (regel 1)."),
        (GOED.encode() + b"\xc3", "Het bestand is geen UTF-8 (regel 6)."),
        (GOED.replace("\n", "\r"), "De regels zijn gescheiden met alleen CR; gebruik LF of CRLF."),
    ],
    ids=lambda waarde: repr(waarde[-40:]),
)  # fmt: skip
def test_een_levering_die_niet_klopt_is_geweigerd_en_laat_niets_achter(tmp_path, inhoud, zin):
    assert geweigerd(leg(tmp_path, inhoud)) == zin
    assert (aantallen(), [pad.name for pad in tmp_path.iterdir()]) == ({}, ["levering.csv"])


@pytest.mark.parametrize(
    ("nummer", "naam", "zin"),
    [
        (7, "Berg", "Levering 7 is al verwerkt, met een andere inhoud."),
        (6, "Berg", "Levering 6 komt te laat: van deze leverancier is 7 al verwerkt."),
        (6, "Zeeman", "Levering 6 komt te laat: van deze leverancier is 7 al verwerkt."),
    ],
)
def test_een_ouder_volgnummer_met_andere_inhoud_is_geweigerd(tmp_path, nummer, naam, zin):
    lees_in(leg(tmp_path, levering(per(AN), nummer=7)))
    eerst = inhoud_register()
    assert geweigerd(leg(tmp_path, levering(per(AN, naam), nummer=nummer), "ander.csv")) == zin
    assert inhoud_register() == eerst


@pytest.mark.parametrize(
    "inhoud",
    [
        GOED,
        GOED.rstrip("\n"),
        GOED.replace("\n", "\r\n"),
        GOED.replace("\n", "\r\n").rstrip("\n"),
        GOED.replace("\n", "\r\n", 2),
        GOED + "\n\n\r\n",
    ],
    ids=["LF", "zonder laatste LF", "CRLF", "eindigt op CR", "gemengd", "lege regels na SLR"],
)
def test_regeleinden_en_lege_regels_na_het_sluitrecord_maken_niet_uit(tmp_path, inhoud):
    lees_in(leg(tmp_path, inhoud))
    assert aantallen() == {"levering": 1, "persoonversie": 1, "periodeversie": 1}


@pytest.mark.parametrize("lengte", [4001, 1_500_000])
def test_een_heel_lange_regel_is_een_afgekeurd_record(tmp_path, lengte):
    uitslag = lees_in(leg(tmp_path, levering(per(AN), "PER;" + "x" * lengte, *isg(AN))))
    assert str(uitslag) == "aangeboden 4, verwerkt 3, afgekeurd 1"


def test_een_teken_op_de_grens_van_een_leesblok_blijft_heel(tmp_path):
    vulling = [per(BEN, "é" * 100 + f"{n:05d}") for n in range(10_000)]  # ruim 2 MB
    uitslag = lees_in(leg(tmp_path, levering(*vulling)))
    assert str(uitslag) == "aangeboden 10000, verwerkt 10000, afgekeurd 0"


def test_na_een_weigering_komt_dezelfde_levering_heel_alsnog_binnen(tmp_path):
    geweigerd(leg(tmp_path, GOED[:-8]))
    lees_in(leg(tmp_path, GOED))
    assert aantallen() == {"levering": 1, "persoonversie": 1, "periodeversie": 1}
