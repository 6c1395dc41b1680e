// The codebook beside an answer: a filter that is typed into, arrows, Enter; nine codes on digits.
"use strict";

class Codebook {
  // `apply` is called with a code's id when one is chosen.
  constructor({ codes, recent, study, apply, leave }) {
    this.codes = new Map(codes.map((code) => [code.id, code]));
    this.apply = apply;
    this.filter = document.getElementById("filter");
    this.options = [...document.querySelectorAll("#codes [role=option]")];
    this.storage = `coding-digits-${study}`;
    this.digits = this.remembered(recent);
    this.searched = new Map(this.options.map((option) => [option, wordsOf(option.textContent)]));
    this.active = null;
    this.filter.addEventListener("input", () => this.narrow());
    this.filter.addEventListener("keydown", (event) => this.key(event, leave));
    document.getElementById("codes").addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.pressed(option);
    });
    this.narrow();
    this.number();
  }

  get(id) {
    return this.codes.get(id);
  }

  focus() {
    this.filter.focus();
    this.filter.select();
  }

  // --- Filter ---------------------------------------------------------------------------------

  narrow() {
    const wanted = wordsOf(this.filter.value).split(" ").filter(Boolean);
    const found = this.options.filter((option) => wanted.every((word) => this.searched.get(option).includes(word)));
    for (const option of this.options) option.hidden = !found.includes(option);
    const best = wanted.length ? found.filter(codable).sort((one, other) => this.rank(one, wanted[0]) - this.rank(other, wanted[0])) : [];
    this.activate(best[0] ?? null);
    document.getElementById("none-found").hidden = !this.options.length || found.length > 0;
  }

  // A name that begins with what is typed comes before one that holds it, and that before a definition.
  rank(option, word) {
    const name = wordsOf(option.querySelector(".name").textContent);
    return name.startsWith(word) ? 0 : ` ${name}`.includes(` ${word}`) ? 1 : name.includes(word) ? 2 : 3;
  }

  activate(option) {
    this.active?.setAttribute("aria-selected", "false");
    this.active = option;
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    if (option) this.filter.setAttribute("aria-activedescendant", option.id);
    else this.filter.removeAttribute("aria-activedescendant");
  }

  key(event, leave) {
    if (event.key === "ArrowDown") this.step(1);
    else if (event.key === "ArrowUp") this.step(-1);
    else if (event.key === "Escape") leave();
    else if (event.key === "Enter") this.active && this.pressed(this.active);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  step(by) {
    const shown = this.options.filter((option) => !option.hidden && codable(option));
    const place = shown.indexOf(this.active);
    this.activate(shown.at((place < 0 && by > 0 ? 0 : place + by) % shown.length) ?? null);
  }

  pressed(option) {
    this.activate(option);
    if (codable(option)) this.apply(Number(option.dataset.code));
  }

  cleared() {
    this.filter.value = "";
    this.narrow();
  }

  // --- Digits ---------------------------------------------------------------------------------

  // A code keeps its digit while it is used: fingers learn it. Only ids are kept, for this tab.
  remembered(recent) {
    const kept = JSON.parse(sessionStorage.getItem(this.storage) ?? "null");
    return (kept ?? recent).filter((id) => this.codes.get(id)?.codable).slice(0, 9);
  }

  used(id) {
    if (!this.digits.includes(id)) {
      this.oldest = ((this.oldest ?? -1) + 1) % 9;
      if (this.digits.length < 9) this.digits.push(id);
      else this.digits[this.oldest] = id;
    }
    sessionStorage.setItem(this.storage, JSON.stringify(this.digits));
    this.number();
  }

  number() {
    for (const option of this.options) {
      const place = this.digits.indexOf(Number(option.dataset.code));
      option.querySelector(".slot").textContent = place < 0 ? "" : place + 1;
    }
  }

  digit(number) {
    return this.digits[number - 1];
  }
}

function codable(option) {
  return option.getAttribute("aria-disabled") !== "true";
}

function wordsOf(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/\s+/g, " ").trim();
}

// --- Keys ---------------------------------------------------------------------------------------

// The key of a command, whatever alphabet the keyboard writes: Դ and В are the key D.
function commandOf(event) {
  if (event.altKey || event.metaKey) return null;
  if (event.ctrlKey) return event.code === "KeyZ" && !event.shiftKey ? "u" : null;
  if (event.key === "?" || event.key === "/") return event.key;
  if (event.code === "Slash") return event.shiftKey ? "?" : "/";
  const digit = event.code.match(/^(?:Digit|Numpad)(\d)$/);
  if (digit) return digit[1];
  if (event.shiftKey) return null;
  if (/^[a-z]$/i.test(event.key)) return event.key.toLowerCase();
  const letter = event.code.match(/^Key([A-Z])$/);
  return letter ? letter[1].toLowerCase() : event.key === "Delete" ? "x" : null;
}

// Whether a key is typed into a field and no command.
function isTyping(target) {
  return target.matches("input:not([type=checkbox]), textarea, select") || target.closest("dialog") !== null;
}

// Call the command of a key. `commands` by key; `digit` for 1 to 9.
function onCommands(commands, digit) {
  document.addEventListener("keydown", (event) => {
    const command = commandOf(event);
    if (!command || isTyping(event.target)) return;
    const act = /\d/.test(command) ? () => digit(Number(command)) : commands[command];
    if (!act) return;
    event.preventDefault();
    act();
  });
}

// A text with a caret, in which nothing can be written.
function readOnly(root) {
  root.contentEditable = "true";
  for (const kind of ["beforeinput", "paste", "cut", "drop", "dragstart"]) {
    root.addEventListener(kind, (event) => event.preventDefault());
  }
}

function showKeys() {
  document.getElementById("keys").showModal();
}
