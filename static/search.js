// Names below the search field while it is typed. Without this the form is sent as it is.
"use strict";

for (const input of document.querySelectorAll("input[data-names]")) suggest(input);

function suggest(input) {
  const list = document.createElement("ul");
  list.id = `${input.id}-names`;
  list.className = "suggestions";
  list.setAttribute("role", "listbox");
  list.hidden = true;
  input.after(list);
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-expanded", "false");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-autocomplete", "list");
  let timer;
  let latest = 0;
  let chosen = -1;

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      const number = ++latest;
      const found = await names(input);
      if (number === latest) show(found);
    }, 150);
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape") show([]);
    if (list.hidden) return;
    if (event.key === "ArrowDown") move(event, 1);
    if (event.key === "ArrowUp") move(event, -1);
    if (event.key === "Enter" && chosen >= 0) {
      event.preventDefault();
      document.location = list.children[chosen].firstChild.href;
    }
  });
  input.addEventListener("blur", () => setTimeout(() => show([]), 200));

  function move(event, step) {
    event.preventDefault();
    chosen = (chosen + step + list.children.length + 1) % (list.children.length + 1);
    if (chosen === list.children.length) chosen = -1;
    [...list.children].forEach((item, place) => {
      item.setAttribute("aria-selected", String(place === chosen));
    });
    if (chosen >= 0) input.setAttribute("aria-activedescendant", list.children[chosen].id);
    else input.removeAttribute("aria-activedescendant");
  }

  function show(found) {
    chosen = -1;
    input.removeAttribute("aria-activedescendant");
    list.replaceChildren(...found.map((name, place) => item(name, place)));
    list.hidden = !found.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
  }

  function item(found, place) {
    const line = document.createElement("li");
    line.id = `${list.id}-${place}`;
    line.setAttribute("role", "option");
    line.setAttribute("aria-selected", "false");
    const link = document.createElement("a");
    link.href = found.page;
    link.tabIndex = -1;
    link.textContent = found.other_name ? `${found.name} (${found.other_name})` : found.name;
    const kind = document.createElement("span");
    kind.className = "hit-kind";
    kind.textContent = ` ${found.kind}`;
    link.append(kind);
    line.append(link);
    return line;
  }
}

async function names(input) {
  const text = input.value.trim();
  if (text.length < 2) return [];
  const response = await fetch(`${input.dataset.names}?${new URLSearchParams({ q: text })}`);
  return response.ok ? (await response.json()).results : [];
}
