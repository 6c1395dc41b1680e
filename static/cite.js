// The day on which a record is read: no answer of the server knows it, so it is added here.
"use strict";

for (const reference of document.querySelectorAll(".reference")) {
  const today = new Date();
  const day = today.toLocaleDateString(document.documentElement.lang, {
    day: "numeric", month: "long", year: "numeric",
  });
  reference.append(` ${reference.dataset.accessed} ${day}.`);
  const iso = [today.getFullYear(), today.getMonth() + 1, today.getDate()]
    .map((part) => String(part).padStart(2, "0"))
    .join("-");
  for (const link of document.querySelectorAll(".cite-forms a[rel]")) {
    link.search += `&accessed=${iso}`;
  }
}
