"use strict";
(() => {
  const form = document.getElementById("filters");
  const count = form.querySelector("output");
  const cards = [...document.querySelectorAll("#cards > details")];
  const texts = new Map();

  const textOf = (card) => {
    if (!texts.has(card)) texts.set(card, card.textContent.toLowerCase());
    return texts.get(card);
  };

  const apply = () => {
    const { words, ...fields } = Object.fromEntries(new FormData(form));
    const wanted = Object.entries(fields).filter(([, value]) => value);
    const needles = words.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const card of cards) {
      const fits =
        wanted.every(([field, value]) => card.dataset[field] === value) &&
        needles.every((needle) => textOf(card).includes(needle));
      card.hidden = !fits;
      shown += fits;
    }
    count.textContent = `${shown.toLocaleString("en")} of ${cards.length.toLocaleString("en")} answers shown`;
  };

  // A link to an answer shows it, whatever is filtered.
  const reveal = () => {
    const card = document.getElementById(location.hash.slice(1));
    if (!cards.includes(card)) return;
    if (card.hidden) {
      for (const select of form.querySelectorAll("select")) select.value = "";
      form.elements.words.value = "";
      form.querySelector('[name="show"][value=""]').checked = true;
      apply();
    }
    card.open = true;
    card.scrollIntoView();
  };

  let waiting;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(apply, 120);
  });
  form.addEventListener("reset", () => setTimeout(apply));
  form.addEventListener("submit", (event) => event.preventDefault());
  window.addEventListener("hashchange", reveal);
  form.hidden = false;
  apply();
  reveal();
})();
