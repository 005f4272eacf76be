"""Beoordeelt de records van een levering op volgorde en zet ze in de tussenopslag.

Records worden hier beoordeeld op zichzelf en binnen hun groep; wat van het register afhangt (bekende personen,
intrekkingen, nummerwijzigingen) beslist samenvoegen.py.
"""

from collections.abc import Collection
from dataclasses import dataclass, field

from bron.domein.groep import ONSCHULDIG, VOLGT_NIET, Lid, oordeel_groep
from bron.domein.leverancier import toets_brin
from bron.domein.levering import Code, Fout, LeveringGeweigerd, Record, beoordeel, sleutel, toets_sluit
from bron.domein.pgn import is_pgn
from bron.services import snelpad
from bron.services.lezer import Partij
from bron.services.tussenopslag import PAKKET, Tussenopslag

MEESTE_PERIODEN = 500  # in één inschrijving; meer is geen echte inschrijving, en het geheugen moet begrensd blijven
TE_VEEL = Fout(Code.PERIODE, f"Een inschrijving heeft hoogstens {MEESTE_PERIODEN} perioden.")


@dataclass(slots=True)
class _Groep:
    """Een ISG (`regel` is zijn nummer) en de ISP's tot nu toe. `velden`: de ISG zonder recordsoort."""

    regel: int
    sleutel: str
    velden: str
    inschrijving: str
    uitschrijving: str
    fout: Fout | None
    bekend: str
    leden: list[tuple[int, str, str, Fout | None]] = field(default_factory=list)


class Beoordelaar:
    """Krijgt de regels na het voorlooprecord; `regel` is het nummer van de laatst gelezen regel."""

    def __init__(self, opslag: Tussenopslag, gemeenten: Collection[str], eigen_brin: str = "") -> None:
        self.opslag = opslag
        self.gemeenten = gemeenten
        self.eigen_brin = eigen_brin  # gevuld: de leverancier is een instelling en levert alleen voor zichzelf
        self.regel = 1
        self.gesloten_op = 0  # regelnummer van het sluitrecord
        self._groep: _Groep | None = None
        self._isp = "\n"  # zo begint een ISP van de lopende groep; een regel bevat nooit een LF
        self._persoon = ""  # het PGN van de laatste goede PER
        self._goed_pgn = ""  # het laatste PGN dat de elfproef doorstond

    @property
    def aangeboden(self) -> int:
        """Het aantal records tussen voorloop en sluit."""
        return self.gesloten_op - 2

    def lees(self, partij: Partij) -> None:
        """Beoordeel een partij regels. Werpt LeveringGeweigerd als het sluitrecord niet klopt."""
        schoon = partij.schoon
        for regel in partij.regels:
            self.regel += 1
            if schoon:
                if regel.startswith(self._isp):
                    staart = snelpad.ISP_STAART(regel, len(self._isp))
                    if staart is not None and len(self._groep.leden) < MEESTE_PERIODEN:  # type: ignore[union-attr]
                        self._groep.leden.append((self.regel, staart[1], staart[2], None))  # type: ignore[union-attr]
                        continue
                elif self._snel(regel):
                    continue
            self._langzaam(regel)
        self.opslag.schrijf_weg()

    def klaar(self) -> None:
        """Na de laatste regel. Werpt LeveringGeweigerd als er geen sluitrecord was."""
        if not self.gesloten_op:
            raise LeveringGeweigerd("Het bestand heeft geen sluitrecord (SLR); het is afgebroken of niet compleet.")
        self.opslag.afsluiten()

    # --- het snelle pad ----------------------------------------------------------------------------------------
    def _snel(self, regel: str) -> bool:
        soort = regel[:4]
        if self.gesloten_op or (self.eigen_brin and soort != "PER;" and regel[4:8] != self.eigen_brin):
            return False
        if soort == "ISG;":
            if (m := snelpad.ISG(regel)) is None or not self._pgn(m[2]) or (m[4] and m[4] < m[3]):
                return False
            self._open_groep(m[1], regel[4:], m[3], m[4] or "", None, m[2])
            return True
        if soort == "PER;":
            if (m := snelpad.PER(regel)) is None or not self._pgn(m[1]) or (m[3] and m[3] not in self.gemeenten):
                return False
            if (m[4] and m[4] < m[2]) or (m[5] and m[5] < m[2]):
                return False
            self._sluit_groep()
            self._persoon = m[1]
            self.opslag.rijen["persoon"].append(f"{self.regel};{regel[4:]}")
            return True
        if soort == "DIP;":
            if (m := snelpad.DIP(regel)) is None or not self._pgn(m[1]):
                return False
            self._sluit_groep()
            self.opslag.rijen["diploma"].append(f"{self.regel};{self._bekend(m[1])};{regel[4:]}")
            return True
        return False

    def _pgn(self, pgn: str) -> bool:
        if pgn == self._goed_pgn:
            return True
        if is_pgn(pgn):
            self._goed_pgn = pgn
            return True
        return False

    def _bekend(self, pgn: str) -> str:
        return "t" if pgn == self._persoon else "f"

    # --- het langzame pad --------------------------------------------------------------------------------------
    def _langzaam(self, regel: str) -> None:
        if self.gesloten_op:
            if regel:
                raise LeveringGeweigerd("Na het sluitrecord (SLR) staan nog regels.")
            return
        if regel.startswith("SLR;") or regel == "SLR":
            toets_sluit(regel, self.regel - 2)
            self._sluit_groep()
            self.gesloten_op = self.regel
            return
        record = toets_brin(beoordeel(regel, self.gemeenten), self.eigen_brin)
        if record.soort in ("ISG", "ISP"):
            self._inschrijving(record, regel)
            return
        self._sluit_groep()
        if record.fout is not None:
            self._keur_af(self.regel, record.soort, sleutel(regel), record.fout)
        else:
            self._bewaar(record)

    def _inschrijving(self, record: Record, regel: str) -> None:
        eigen = "".join(f"{deel};" for deel in regel[:200].split(";")[1:4])
        if record.soort == "ISG":
            in_, uit = (record["datum_inschrijving"], record["datum_uitschrijving"]) if record.waarden else ("", "")
            pgn = record["pgn"] if record.waarden else ""
            self._open_groep(eigen, ";".join(record.waarden), in_, uit, record.fout, pgn)
        elif self._groep is not None and self._groep.sleutel == eigen:
            if len(self._groep.leden) >= MEESTE_PERIODEN:
                self._groep.fout = self._groep.fout or ONSCHULDIG
                self._keur_af(self.regel, "ISP", sleutel(regel), record.fout or TE_VEEL)
                return
            begin = record["datum_begin"] if record.waarden else ""
            self._groep.leden.append((self.regel, begin, ";".join(record.waarden[4:]), record.fout))
        else:
            self._sluit_groep()
            self._keur_af(self.regel, "ISP", sleutel(regel), record.fout or VOLGT_NIET)

    def _bewaar(self, record: Record) -> None:
        """Een goed record van een andere soort dan ISG en ISP."""
        waarden = [waarde.replace("\\", "\\\\") for waarde in record.waarden]
        match record.soort:
            case "PER":
                self._persoon = record["pgn"]
                tabel = "persoon"
            case "DIP":
                tabel, waarden = "diploma", [self._bekend(record["pgn"]), *waarden]
            case "VIS":
                tabel, waarden = "intrekking", ["VIS", *waarden]
            case "VDI":
                tabel, waarden = "intrekking", ["VDI", *waarden[:2], "/".join(waarden[2:])]
            case _:
                tabel = "nummer"
        self.opslag.rijen[tabel].append(f"{self.regel};{';'.join(waarden)}")

    # --- groepen -----------------------------------------------------------------------------------------------
    def _open_groep(self, eigen: str, velden: str, in_: str, uit: str, fout: Fout | None, pgn: str) -> None:
        self._sluit_groep()
        self._groep = _Groep(self.regel, eigen, velden, in_, uit, fout, self._bekend(pgn))
        # Na een foute ISG het langzame pad: misschien is de sleutel fout, en dan heeft ook elke ISP die eigen fout.
        self._isp = f"ISP;{eigen}" if fout is None else "\n"

    def _sluit_groep(self) -> None:
        groep = self._groep
        if groep is None:
            return
        self._groep, self._isp = None, "\n"
        leden = groep.leden
        if len(leden) == 1 and leden[0][1] == groep.inschrijving and leden[0][3] is None and groep.fout is None:
            fouten: list[Fout | None] = []
        else:
            leden.sort(key=lambda lid: lid[1])
            kort = [Lid(begin, fout) for _, begin, _, fout in leden]
            fouten = oordeel_groep(groep.inschrijving, groep.uitschrijving, groep.fout, kort)
        if any(fouten):
            self._keur_groep_af(groep, fouten)
            return
        kop = f"{groep.regel};{groep.bekend};{groep.velden}"
        if "\\" in kop:
            kop = kop.replace("\\", "\\\\")
        volgende = [lid[1] for lid in leden[1:]] + [""]
        self.opslag.rijen["periode"].extend(
            f"{nummer};{kop};{begin};{erna};{staart}"
            for (nummer, begin, staart, _), erna in zip(leden, volgende, strict=True)
        )

    def _keur_groep_af(self, groep: _Groep, fouten: list[Fout | None]) -> None:
        tekst = sleutel(f"ISG;{groep.sleutel}")
        for soort, nummer, fout in zip(
            ["ISG", *["ISP"] * len(groep.leden)], [groep.regel, *(lid[0] for lid in groep.leden)], fouten, strict=True
        ):
            self._keur_af(nummer, soort, tekst, fout or ONSCHULDIG)

    def _keur_af(self, regel: int, soort: str, tekst: str, fout: Fout) -> None:
        kort = soort if soort.isascii() and soort.isalnum() else "?"
        rijen = self.opslag.rijen["oordeel"]
        rijen.append(f"{regel};{kort};{tekst};{fout.code};{fout.melding}")
        if len(rijen) >= PAKKET:  # één megabyte lege regels is een miljoen oordelen
            self.opslag.schrijf_weg()
