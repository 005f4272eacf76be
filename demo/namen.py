"""Verzonnen namen, los gecombineerd uit korte lijsten. Geen enkele combinatie verwijst naar een bestaand persoon."""

from dataclasses import dataclass
from random import Random


@dataclass(frozen=True, slots=True)
class Naam:
    voornamen: str
    voorvoegsel: str
    achternaam: str


@dataclass(frozen=True, slots=True)
class Herkomst:
    """Namen die bij elkaar passen; een achternaam mag een voorvoegsel dragen, gescheiden door een komma."""

    gewicht: int
    jongens: tuple[str, ...]
    meisjes: tuple[str, ...]
    achternamen: tuple[str, ...]


NEDERLANDS = Herkomst(
    46,
    tuple("Bram Daan Finn Gijs Jesse Koen Lars Luuk Milan Noah Olivier Ruben Sem Stijn Thijs Tim Wout".split()),
    tuple("Anna Britt Eva Femke Fleur Isa Julia Lieke Lotte Maud Mila Noor Roos Sanne Sophie Tess Yara".split()),
    (
        "Bakker", "Berg, van den", "Boer, de", "Bosch, van den", "Bruin, de", "Dekker", "Dijk, van", "Graaf, de",
        "Hendriks", "Hoek, van der", "Jacobs", "Kok", "Koning", "Kuipers", "Leeuwen, van", "Linden, van der",
        "Maas", "Meer, van der", "Molenaar", "Mulder", "Peters", "Post", "Prins", "Ruiter, de", "Schouten",
        "Smits", "Timmermans", "Veen, van der", "Vermeulen", "Visser", "Vliet, van", "Vos", "Wal, van der", "Wit, de",
    ),
)  # fmt: skip
FRIES = Herkomst(
    22,
    tuple("Abe Berend Doeke Fedde Gosse Hidde Jelle Jelmer Jorrit Popke Rinse Sietse Siebren Tjeerd Wytse".split()),
    tuple("Aukje Baukje Doutzen Fenna Froukje Hiske Jeltje Lolkje Nynke Rixt Sietske Sjoukje Tjitske Ytsje".split()),
    (
        "Algra", "Boonstra", "Dijkstra", "Elzinga", "Haitsma", "Hoekstra", "Hylkema", "Jellema", "Kooistra", "Nauta",
        "Oosterhof", "Postma", "Reitsma", "Sikkema", "Terpstra", "Veenstra", "Wiersma", "Zijlstra",
    ),
)  # fmt: skip
TURKS = Herkomst(
    8,
    tuple("Ali Berkay Burak Cem Emre Furkan Kaan Mert Oğuz Ömer Tarık Umut Yiğit".split()),
    tuple("Aylin Büşra Ceren Ebru Elif Gülşen İrem Melek Özge Selin Şeyma Zeynep".split()),
    tuple("Aydın Çelik Demirtaş Doğan Güneş Karataş Korkmaz Öztürk Özkan Şahin Ünal Yıldız".split()),
)
MAROKKAANS = Herkomst(
    8,
    tuple("Amine Ayoub Bilal Hamza Ilias Mohamed Nabil Rachid Soufiane Yassine Younes Zakaria".split()),
    tuple("Amina Chaima Dounia Fatima Hafsa Imane Khadija Loubna Maryam Nadia Salma Yasmina".split()),
    ("Aziz, el", "Bakkali, el", "Benali", "Bouzidi", "Haddadi, el", "Idrissi", "Khattabi, el", "Mansouri", "Tahiri"),
)
SURINAAMS = Herkomst(
    7,
    tuple("Clifton Darrel Dion Jermaine Orlando Rayen Roché Shailesh Vikash Xavier".split()),
    tuple("Anjali Chayenne Denisha Gaitrie Indira Joëlle Kimberley Rosita Shanti Urmila".split()),
    ("Blankendaal", "Doest", "Gangapersad", "Jankipersad", "Kartosen", "Linger", "Ramdin", "Sewpersad", "Wijngaarde"),
)
VIETNAMEES = Herkomst(
    3,
    ("Đức Anh", "Gia Bảo", "Minh Khôi", "Quang Huy", "Tuấn Kiệt", "Văn Long"),
    ("Bảo Ngọc", "Khánh Linh", "Ngọc Ánh", "Phương Thảo", "Thị Hạnh", "Thùy Dương"),
    ("Bùi", "Đặng", "Đỗ", "Hoàng", "Lê", "Nguyễn", "Phạm", "Trần", "Võ"),
)
POOLS = Herkomst(
    6,
    tuple("Bartłomiej Dawid Jakub Kacper Łukasz Mateusz Paweł Szymon Wojciech".split()),
    tuple("Agnieszka Aleksandra Julia Kinga Małgorzata Natalia Oliwia Weronika Zuzanna".split()),
    tuple("Dąbrowa Górniak Jabłońska Krawczyk Łuczak Piątek Sikora Wróbel Zając Żak".split()),
)
HERKOMSTEN = (NEDERLANDS, FRIES, TURKS, MAROKKAANS, SURINAAMS, VIETNAMEES, POOLS)


def kies_naam(rng: Random, geslacht: str, herkomst: Herkomst | None = None) -> Naam:
    """Een willekeurige naam; `geslacht` M, V of O (dan een van beide lijsten). Een derde heeft twee voornamen."""
    lijst = herkomst or rng.choices(HERKOMSTEN, [h.gewicht for h in HERKOMSTEN])[0]
    voornamen = {"M": lijst.jongens, "V": lijst.meisjes}.get(geslacht) or rng.choice((lijst.jongens, lijst.meisjes))
    gekozen = rng.sample(voornamen, 2 if rng.random() < 1 / 3 else 1)
    achternaam, _, voorvoegsel = rng.choice(lijst.achternamen).partition(", ")
    return Naam(" ".join(gekozen), voorvoegsel, achternaam)
