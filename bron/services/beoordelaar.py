"""Beoordeelt de records van een levering op volgorde en zet ze in de tussenopslag.

Records worden hier beoordeeld op zichzelf en binnen hun groep; wat van het register afhangt (bekende personen,
intrekkingen, nummerwijzigingen) beslist samenvoegen.py.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

import numpy as np

from bron.domein.groep import ONSCHULDIG, VOLGT_NIET, Lid, oordeel_groep
from bron.domein.leverancier import toets_brin
from bron.domein.levering import Code, Fout, LeveringGeweigerd, Record, beoordeel, sleutel, toets_sluit
from bron.services.snelpad import MEESTE_PERIODEN, Keuring, keur
from bron.services.tussenopslag import PAKKET, Tussenopslag

TE_VEEL = Fout(Code.PERIODE, f"Een inschrijving heeft hoogstens {MEESTE_PERIODEN} perioden.")
_SLEUTEL = 19  # plaats van het teken na brin, pgn en volgnummer, als het volgnummer leeg zou zijn


@dataclass(slots=True)
class _Groep:
    """Een ISG (`regel` is zijn nummer) en de ISP's tot nu toe. `velden`: de ISG zonder recordsoort."""

    regel: int
    sleutel: str
    velden: str
    inschrijving: str
    uitschrijving: str
    fout: Fout | None
    leden: list[tuple[int, str, str, Fout | None]] = field(default_factory=list)


class Beoordelaar:
    """Krijgt de regels na het voorlooprecord; `regel` is het nummer van de laatst beoordeelde regel."""

    def __init__(self, opslag: Tussenopslag, gemeenten: Collection[str], eigen_brin: str = "") -> None:
        self.opslag = opslag
        self.gemeenten = gemeenten
        self.eigen_brin = eigen_brin  # gevuld: de leverancier is een instelling en levert alleen voor zichzelf
        self.regel = 1
        self.gesloten_op = 0  # regelnummer van het sluitrecord
        self._wacht: list[str] = []  # de laatste groep van de vorige partij: misschien volgt er nog een ISP
        self._groep: _Groep | None = None  # van het langzame pad
        self._persoon = 0  # het PGN van de laatste goede PER van het snelle pad

    @property
    def aangeboden(self) -> int:
        """Het aantal records tussen voorloop en sluit."""
        return self.gesloten_op - 2

    @property
    def gelezen(self) -> int:
        """Het aantal gelezen regels: wat beoordeeld is, en de groep die nog wacht."""
        return self.regel + len(self._wacht)

    def lees(self, partij: Sequence[str]) -> None:
        """Beoordeel een partij regels. Werpt LeveringGeweigerd als het sluitrecord niet klopt."""
        regels = [*self._wacht, *partij]
        einde = len(regels) - 1
        while einde >= 0 and regels[einde].startswith("ISP;"):
            einde -= 1
        # een groep die maar niet eindigt, gaat record voor record: het geheugen moet begrensd blijven
        klaar = einde if einde >= 0 and len(regels) - einde <= 2 * MEESTE_PERIODEN else len(regels)
        self._wacht = regels[klaar:]
        self._beoordeel(regels[:klaar])

    def klaar(self) -> None:
        """Na de laatste regel. Werpt LeveringGeweigerd als er geen sluitrecord was."""
        self._beoordeel(self._wacht)
        if not self.gesloten_op:
            raise LeveringGeweigerd("Het bestand heeft geen sluitrecord (SLR); het is afgebroken of niet compleet.")
        self.opslag.afsluiten()

    def _beoordeel(self, regels: Sequence[str]) -> None:
        if not regels:
            return
        keuring = keur(regels, self.gemeenten, self.eigen_brin)
        fout = np.flatnonzero(~keuring.goed).tolist()  # het sluitrecord hoort daarbij
        # na het sluitrecord mag er niets meer komen, ook niets goeds
        sluit = 0 if self.gesloten_op else next((i for i in fout if regels[i].startswith("SLR")), len(regels))
        keuring.goed[sluit:] = False
        self._bewaar_goede(regels, keuring, sluit)
        basis = self.regel
        for plaats in np.flatnonzero(~keuring.goed).tolist():
            self.regel = basis + plaats + 1
            self._langzaam(regels[plaats])
        self.regel = basis + len(regels)
        self.opslag.schrijf_weg()

    # --- het snelle pad ----------------------------------------------------------------------------------------
    def _bewaar_goede(self, regels: Sequence[str], keuring: Keuring, sluit: int) -> None:
        """Zet de goede regels in de tussenopslag, met of hun persoon al eerder in het bestand stond."""
        rijen, eerste = self.opslag.rijen, self.regel + 1
        plaatsen = np.arange(len(regels))
        per = np.zeros(len(regels), bool)
        per[keuring.personen] = True
        laatste = np.maximum.accumulate(np.where(per, plaatsen, -1))
        bekend = (np.where(laatste < 0, self._persoon, keuring.pgn[laatste]) == keuring.pgn).tolist()
        self._persoon = int(keuring.pgn[laatste[-1]]) if laatste[-1] >= 0 else self._persoon
        rijen["persoon"] += [f"{eerste + i};{regels[i][4:]}" for i in keuring.personen if i < sluit]
        rijen["diploma"] += [f"{eerste + i};{'ft'[bekend[i]]};{regels[i][4:]}" for i in keuring.diplomas if i < sluit]
        groep = keuring.groep.tolist()
        groep.append(-1)  # na de laatste regel begint een andere groep
        periode = rijen["periode"].append
        for i in keuring.perioden:
            if i >= sluit:
                return
            hoofd, isp = groep[i], regels[i]
            begin = isp.index(";", _SLEUTEL) + 1
            erna = regels[i + 1][begin : begin + 10] if groep[i + 1] == hoofd else ""
            kop = f"{eerste + i};{eerste + hoofd};{'ft'[bekend[hoofd]]};{regels[hoofd][4:]}"
            periode(f"{kop};{isp[begin : begin + 10]};{erna};{isp[begin + 11 :]}")

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
            self._sluit_groep()
            self._groep = _Groep(self.regel, eigen, ";".join(record.waarden), in_, uit, record.fout)
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
                tabel = "persoon"
            case "DIP":
                tabel, waarden = "diploma", ["f", *waarden]
            case "VIS":
                tabel, waarden = "intrekking", ["VIS", *waarden]
            case "VDI":
                tabel, waarden = "intrekking", ["VDI", *waarden[:2], "/".join(waarden[2:])]
            case _:
                tabel = "nummer"
        self.opslag.rijen[tabel].append(f"{self.regel};{';'.join(waarden)}")

    # --- groepen -----------------------------------------------------------------------------------------------
    def _sluit_groep(self) -> None:
        groep = self._groep
        if groep is None:
            return
        self._groep = None
        leden = sorted(groep.leden, key=lambda lid: lid[1])
        kort = [Lid(begin, fout) for _, begin, _, fout in leden]
        fouten = oordeel_groep(groep.inschrijving, groep.uitschrijving, groep.fout, kort)
        if any(fouten):
            self._keur_groep_af(groep, fouten)
            return
        kop = f"{groep.regel};f;{groep.velden}".replace("\\", "\\\\")
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
