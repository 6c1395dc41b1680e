// How many words an excerpt has, while it is written. The site counts once more when it is kept.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const text = document.getElementById("id_public_text");
  const told = document.getElementById("words");
  const tell = () => {
    const count = text.value.split(/\s+/).filter(Boolean).length;
    told.textContent = `${count} of ${told.dataset.most} words.`;
    told.classList.toggle("wrong", count > Number(told.dataset.most));
  };
  text.addEventListener("input", tell);
  tell();
});
