// Settling: the rows of the table and the underlines of the text say the same; a passage that
// nobody marked becomes a row of its own. Nothing is kept before the form is sent.
"use strict";

class Settling {
  constructor(element, state) {
    this.text = new Passages(document.getElementById("text"), state.text);
    this.codebook = new Codebook({
      ...state,
      study: element.dataset.study,
      apply: (code) => this.apply(code),
      leave: () => this.text.focus(),
    });
    this.rows = document.getElementById("rows");
    this.status = document.getElementById("status");
    readOnly(this.text.root);
    document.addEventListener("selectionchange", () => this.follow());
    // A browser tells of a selection later than of the next key, which may take the focus elsewhere.
    document.addEventListener("keydown", () => this.follow(), true);
    document.getElementById("show-keys").addEventListener("click", showKeys);
    this.rows.addEventListener("change", () => this.show());
    this.rows.addEventListener("focusin", (event) => this.text.mark([keyOf(event.target.closest("tr"))]));
    const find = () => this.codebook.focus();
    const press = (id) => () => document.getElementById(id).click();
    const commands = {
      "?": showKeys,
      "/": find,
      c: find,
      s: () => this.text.chooseSentence(),
      f: () => this.text.chooseFollowing(),
      a: () => this.text.chooseAll(),
      d: press("settled"),
      n: press("no-code"),
    };
    onCommands(commands, (number) => this.digit(number));
    this.show();
  }

  follow() {
    if (!this.text.follow()) return;
    const { chosen } = this.text;
    const words = document.getElementById("chosen");
    words.textContent = chosen ? `“${this.text.quote(chosen)}”` : "Nothing chosen";
    words.classList.toggle("some", Boolean(chosen));
    this.text.mark(chosen ? [] : this.text.keysAt(this.text.caret));
  }

  digit(number) {
    const code = this.codebook.digit(number);
    if (code !== undefined) this.apply(code);
  }

  apply(code) {
    const { chosen } = this.text;
    if (!chosen) {
      this.status.textContent = "Choose a passage first: Shift with arrows, S for the sentence, A for the whole answer.";
      return;
    }
    const row = this.rowOf(code, this.text.pointAt(chosen.start), this.text.pointAt(chosen.end));
    row.querySelector("input").checked = true;
    this.codebook.used(code);
    this.codebook.cleared();
    this.status.textContent = `Ticked: ${this.codebook.get(code).name}.`;
    this.show();
    this.text.focus();
  }

  rowOf(code, start, end) {
    const key = `${code}:${start}:${end}`;
    const there = [...this.rows.children].find((row) => keyOf(row) === key);
    if (there) return there;
    const { name, look } = this.codebook.get(code);
    const row = this.rows.insertRow();
    Object.assign(row.dataset, { code, start, end });
    const tick = Object.assign(document.createElement("input"), { type: "checkbox", name: "passage", value: key, ariaLabel: name });
    const cell = row.insertCell();
    cell.className = "number";
    cell.append(tick);
    const swatch = Object.assign(document.createElement("span"), { className: `swatch look-${look}`, ariaHidden: "true" });
    const title = Object.assign(document.createElement("b"), { textContent: name });
    const place = row.insertCell();
    place.className = "place";
    place.append(swatch, " ", title, ` “${this.text.text.slice(this.text.units[start], this.text.units[end])}”`);
    for (let left = Number(this.rows.dataset.coders); left > 0; left -= 1) {
      const mark = row.insertCell();
      mark.className = "number quiet";
      mark.textContent = "–";
    }
    return row;
  }

  show() {
    this.text.show(
      [...this.rows.children].map((row) => {
        const { name, look } = this.codebook.get(Number(row.dataset.code));
        const place = { start: Number(row.dataset.start), end: Number(row.dataset.end) };
        return { ...place, key: keyOf(row), label: name, look, faint: !row.querySelector("input").checked };
      }),
    );
  }
}

function keyOf(row) {
  return row ? `${row.dataset.code}:${row.dataset.start}:${row.dataset.end}` : "";
}

document.addEventListener("DOMContentLoaded", () => {
  const state = JSON.parse(document.getElementById("state").textContent);
  new Settling(document.getElementById("settling"), state);
});
