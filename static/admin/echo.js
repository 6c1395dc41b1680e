// Says below a field how what is typed is understood: the reading of a date, names alike.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  for (const input of document.querySelectorAll("input[data-echo-url]")) {
    listen(input, document.getElementById(`${input.id}_echo`));
  }
});

function listen(input, output) {
  let timer;
  let latest = 0;
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      const number = ++latest;
      const answer = await ask(input);
      if (number === latest) show(answer, output);
    }, 300);
  });
}

async function ask(input) {
  if (!input.value.trim()) return { text: "", links: [] };
  const own = document.location.pathname.match(/\/(\d+)\/change\//);
  const query = new URLSearchParams({ text: input.value, own: own ? own[1] : "" });
  const response = await fetch(`${input.dataset.echoUrl}?${query}`);
  return response.ok ? response.json() : { text: "", links: [] };
}

function show(answer, output) {
  output.replaceChildren(answer.text);
  for (const { name, url } of answer.links) {
    const link = document.createElement("a");
    link.href = url;
    link.target = "_blank";
    link.textContent = name;
    output.append(" ", link);
  }
}
