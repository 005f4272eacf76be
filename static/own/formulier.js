/* Alleen gemak: elke pagina werkt ook zonder dit bestand. */
"use strict";
(() => {
  const overzicht = document.getElementById("foutoverzicht");
  if (overzicht) overzicht.focus();

  // een tweede klik verstuurt niet nog eens; de server herkent een dubbele verzending ook zelf
  document.addEventListener("submit", (gebeurtenis) => {
    const formulier = gebeurtenis.target;
    if (formulier.method !== "post") return;
    if (formulier.dataset.bezig) { gebeurtenis.preventDefault(); return; }
    formulier.dataset.bezig = "1";
    window.setTimeout(() => { delete formulier.dataset.bezig; }, 8000);
  });
  window.addEventListener("pageshow", () => {
    document.querySelectorAll("form[data-bezig]").forEach((formulier) => { delete formulier.dataset.bezig; });
  });

  // nog een verzuimdag: kopieer de laatste rij en hoog de nummers op
  document.querySelectorAll("[data-dagen]").forEach((lijst) => {
    const knop = document.querySelector(`[data-dag-erbij="${lijst.id}"]`);
    const totaal = document.getElementById("id_dagen-TOTAL_FORMS");
    if (!knop || !totaal) return;
    knop.addEventListener("click", (gebeurtenis) => {
      gebeurtenis.preventDefault();
      const rijen = lijst.querySelectorAll("[data-dag]");
      const nieuw = rijen[rijen.length - 1].cloneNode(true);
      const nummer = Number(totaal.value);
      nieuw.innerHTML = nieuw.innerHTML.replace(/dagen-\d+-/g, `dagen-${nummer}-`).replace(/Dag \d+/g, `Dag ${nummer + 1}`);
      nieuw.querySelectorAll("input").forEach((veld) => {
        if (veld.type === "checkbox" || veld.type === "radio") veld.checked = false; else veld.value = "";
      });
      nieuw.querySelectorAll(".utrecht-form-field-error-message").forEach((fout) => fout.remove());
      lijst.append(nieuw);
      totaal.value = String(nummer + 1);
      const eerste = nieuw.querySelector("input");
      if (eerste) eerste.focus();
    });
  });
})();
