// What htmx leaves out when it changes a list in place: open drawers, the focus, and failure.
// Without this, and without htmx, the form is sent and the links are followed.
"use strict";

let opened = [];
let focused = "";

document.addEventListener("htmx:configRequest", ({ detail }) => {
  // What was left empty stays out of the address.
  for (const [name, value] of [...detail.formData]) {
    if (value === "") detail.formData.delete(name);
  }
});

document.addEventListener("htmx:beforeSwap", () => {
  opened = [...document.querySelectorAll("#list details[open]")].map((details) => details.id);
  focused = document.activeElement?.closest("#list") ? document.activeElement.id : null;
});

document.addEventListener("htmx:afterSwap", ({ detail }) => {
  if (detail.target.id !== "list") return;
  for (const details of document.querySelectorAll("#list details")) {
    if (opened.includes(details.id)) details.open = true;
  }
  if (focused === null) return;
  (document.getElementById(focused) ?? document.getElementById("list")).focus();
});

for (const failure of ["htmx:responseError", "htmx:sendError"]) {
  document.addEventListener(failure, ({ detail }) => {
    document.location = detail.pathInfo.finalRequestPath;
  });
}
