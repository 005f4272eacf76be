/* Waarschuwt twee minuten voor het uitloggen en bewaart wat er getypt is. Zonder dit bestand bewaart de server het. */
"use strict";
(() => {
  const dialoog = document.getElementById("sessie");
  if (!dialoog) return;
  const WAARSCHUWING = 120;
  const teken = document.querySelector("input[name=csrfmiddlewaretoken]");
  const tijd = dialoog.querySelector("[data-sessie-tijd]");
  let einde = Date.now() + Number(dialoog.dataset.rust) * 1000;

  const stuur = (adres, gegevens) => {
    gegevens.set("csrfmiddlewaretoken", teken ? teken.value : "");
    return fetch(adres, { method: "POST", body: gegevens, credentials: "same-origin", redirect: "manual" });
  };

  const bewaar = () => {
    const formulier = document.querySelector("form[data-concept]");
    if (!formulier) return Promise.resolve();
    const gegevens = new URLSearchParams(new FormData(formulier));
    gegevens.set("pad", window.location.pathname);
    return stuur(dialoog.dataset.conceptUrl, gegevens).catch(() => {});
  };

  dialoog.querySelector("[data-sessie-door]").addEventListener("click", () => {
    stuur(dialoog.dataset.url, new URLSearchParams()).then((antwoord) => {
      if (!antwoord.ok) { window.location.assign(dialoog.dataset.verlopenUrl); return; }
      einde = Date.now() + Number(dialoog.dataset.rust) * 1000;
      dialoog.close();
    }).catch(() => {});
  });

  let bewaard = false;
  window.setInterval(() => {
    const over = Math.round((einde - Date.now()) / 1000);
    if (over > WAARSCHUWING) { bewaard = false; return; }
    if (!bewaard) { bewaard = true; bewaar(); }
    if (over <= 0) { window.location.assign(dialoog.dataset.verlopenUrl); return; }
    if (!dialoog.open) dialoog.showModal();
    // alleen hele halve minuten voorlezen, anders praat de schermlezer elke seconde
    if (over % 30 === 0) tijd.textContent = over >= 60 ? `${Math.round(over / 60)} minuten` : `${over} seconden`;
  }, 1000);
})();
