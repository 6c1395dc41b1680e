// The coder's desk: choose a passage, apply codes, write memos, undo, go on. Every step is kept at
// once; what the server says is what is shown.
"use strict";

class Desk {
  constructor(element, state) {
    this.element = element;
    this.open = !element.classList.contains("closed");
    this.text = new Passages(document.getElementById("text"), state.text);
    this.codebook = new Codebook({
      ...state,
      study: element.dataset.study,
      apply: (code) => this.apply(code),
      leave: () => this.text.focus(),
    });
    this.status = document.getElementById("status");
    this.list = document.getElementById("passages");
    this.undone = [];
    this.waiting = Promise.resolve();
    this.show(state.codings);
    this.listen();
    if (this.open) this.text.focus();
  }

  // --- Listening ------------------------------------------------------------------------------

  listen() {
    readOnly(this.text.root);
    document.addEventListener("selectionchange", () => this.follow());
    // A browser tells of a selection later than of the next key, which may take the focus elsewhere.
    document.addEventListener("keydown", () => this.follow(), true);
    document.getElementById("show-keys").addEventListener("click", showKeys);
    document.getElementById("undo")?.addEventListener("click", () => this.undo());
    this.list.addEventListener("focusin", (event) => this.point(event.target.closest("li")));
    const go = (id) => () => document.getElementById(id)?.click();
    const commands = { "?": showKeys, n: go("next"), p: go("previous") };
    if (this.open) {
      Object.assign(commands, {
        "/": () => this.codebook.focus(),
        c: () => this.codebook.focus(),
        s: () => this.text.chooseSentence(),
        f: () => this.text.chooseFollowing(),
        a: () => this.text.chooseAll(),
        m: () => this.current()?.querySelector("textarea").focus(),
        x: () => this.current()?.querySelector(".remove").click(),
        u: () => this.undo(),
        d: () => this.waiting.then(() => document.getElementById("done").requestSubmit()),
      });
    }
    onCommands(commands, (number) => this.digit(number));
  }

  follow() {
    if (!this.text.follow()) return;
    const { chosen } = this.text;
    document.getElementById("chosen").textContent = chosen ? `“${abridged(this.text.quote(chosen))}”` : "Nothing chosen";
    document.getElementById("chosen").classList.toggle("some", Boolean(chosen));
    this.markCurrent(chosen ? [] : this.text.keysAt(this.text.caret));
  }

  digit(number) {
    const code = this.codebook.digit(number);
    if (code === undefined) this.say(`No code has the digit ${number} yet.`);
    else this.apply(code);
  }

  // --- Applying -------------------------------------------------------------------------------

  apply(code) {
    if (!this.open) return;
    const { chosen } = this.text;
    if (!chosen) {
      this.say("Choose a passage first: Shift with arrows, S for the sentence, A for the whole answer.");
      return;
    }
    const place = { start: this.text.pointAt(chosen.start), end: this.text.pointAt(chosen.end) };
    this.mark({ code, ...place, memo: "" }, (made) => {
      this.undone.push(() => this.remove(this.own(made), null));
      this.codebook.used(code);
      this.say(`${this.codebook.get(code).name}: “${abridged(this.text.quote(chosen))}”`);
    });
    // At once: what is typed next must not be cleared when the server has answered.
    this.codebook.cleared();
    this.text.focus();
  }

  mark(passage, then) {
    this.send(this.element.dataset.mark, passage, () => {
      const made = this.own(passage);
      this.markCurrent([String(made.id)]);
      then(made);
    });
  }

  // The coder's own passage at this place under this code: one that was brought back has another id.
  own({ code, start, end }) {
    return this.codings.find((each) => !each.by && each.code === code && each.start === start && each.end === end);
  }

  // Take a passage away; `then` is null when that is itself an undoing.
  remove(coding, then) {
    this.send(this.addressOf("remove", coding.id), {}, () => {
      this.say(`Taken away: ${this.codebook.get(coding.code).name}.`);
      then?.();
      this.text.focus();
    });
  }

  removeForNow(coding) {
    this.remove(coding, () => {
      this.undone.push(() => this.mark(coding, () => this.say("Brought back.")));
    });
  }

  keepMemo(coding, memo) {
    if (memo === coding.memo) return;
    this.send(this.addressOf("memo", coding.id), { memo }, () => {
      this.undone.push(() => this.send(this.addressOf("memo", this.own(coding).id), { memo: coding.memo }, () => this.say("Memo as before.")));
      this.say("Memo kept.");
    });
  }

  undo() {
    const step = this.undone.pop();
    if (step) step();
    else this.say("Nothing to undo.");
    this.showUndo();
  }

  showUndo() {
    const button = document.getElementById("undo");
    if (button) button.disabled = !this.undone.length;
  }

  // --- The server -----------------------------------------------------------------------------

  addressOf(what, id) {
    return this.element.dataset[what].replace("/0/", `/${id}/`);
  }

  // Send one step after the other; show what is marked then.
  send(address, values, then) {
    this.waiting = this.waiting.then(async () => {
      const { codings, error } = await post(address, values);
      if (error) {
        this.say(error, true);
        return;
      }
      this.show(codings);
      then();
      this.showUndo();
    });
  }

  // --- Showing --------------------------------------------------------------------------------

  show(codings) {
    this.codings = codings;
    const agreed = codings.filter(({ by }) => by === "agreed");
    const counted = this.open ? codings : agreed;
    this.text.show(counted.map((each) => this.underline(each)));
    const rows = this.open ? codings : [...agreed, ...codings.filter(({ by }) => by !== "agreed")];
    this.list.replaceChildren(...rows.map((each) => this.row(each)));
  }

  underline({ id, code, start, end }) {
    const { name, look } = this.codebook.get(code);
    return { key: String(id), start, end, label: name, look };
  }

  row(coding) {
    const { name, look } = this.codebook.get(coding.code);
    const own = this.open && !coding.by;
    const item = made("li", { id: `passage-${coding.id}` });
    const { units } = this.text;
    const quote = this.text.text.slice(units[coding.start], units[coding.end]);
    const place = made("button", { type: "button", className: "place", textContent: `“${abridged(quote)}”`, lang: "" });
    place.addEventListener("click", () => this.text.choose(units[coding.start], units[coding.end]));
    item.append(made("span", { className: `swatch look-${look}`, ariaHidden: "true" }), made("b", { textContent: name }), place);
    if (!own) item.append(made("span", { className: "by", textContent: coding.by || "you" }));
    if (own) item.append(this.memoOf(coding, name), this.removeOf(coding, name));
    else if (coding.memo) item.append(made("span", { className: "memo", textContent: coding.memo }));
    return item;
  }

  memoOf(coding, name) {
    const memo = made("textarea", { value: coding.memo, rows: 1, spellcheck: false, placeholder: "Memo", ariaLabel: `Memo: ${name}`, maxLength: 5000 });
    memo.addEventListener("change", () => this.keepMemo(coding, memo.value));
    memo.addEventListener("keydown", (event) => {
      const leaves = event.key === "Escape" || (event.key === "Enter" && event.ctrlKey);
      if (event.key === "Escape") memo.value = coding.memo;
      if (leaves) this.text.focus();
    });
    return memo;
  }

  removeOf(coding, name) {
    const button = made("button", { type: "button", className: "remove", textContent: "×", title: "Take away", ariaLabel: `Take away: ${name}` });
    button.addEventListener("click", () => this.removeForNow(coding));
    return button;
  }

  // --- What is pointed at ---------------------------------------------------------------------

  point(item) {
    if (item) this.markCurrent([item.id.replace("passage-", "")]);
  }

  markCurrent(keys) {
    this.text.mark(keys);
    for (const item of this.list.children) {
      const is = keys.includes(item.id.replace("passage-", ""));
      if (is) item.setAttribute("aria-current", "true");
      else item.removeAttribute("aria-current");
    }
    const names = this.codings.filter(({ id }) => keys.includes(String(id))).map(({ code }) => this.codebook.get(code).name);
    if (names.length && document.activeElement === this.text.root) this.say(names.join(", "));
  }

  // The innermost passage at the caret, or the one that was marked last.
  current() {
    const found = [...this.list.querySelectorAll("[aria-current]")];
    if (!found.length) this.say("Move the caret into a passage first.");
    return found.at(-1) ?? null;
  }

  say(words, isWrong = false) {
    this.status.textContent = words;
    this.status.classList.toggle("wrong", isWrong);
  }
}

async function post(address, values) {
  const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
  try {
    const answer = await fetch(address, {
      method: "POST",
      headers: { "X-CSRFToken": token },
      body: new URLSearchParams(values),
      keepalive: true, // a step that was taken is kept, though the page be left
    });
    if (answer.redirected) return { error: "You are not logged in any more: log in, in another window, and try again." };
    if (answer.headers.get("Content-Type")?.startsWith("application/json")) return await answer.json();
    return { error: `It was not kept (${answer.status}): load the page again.` };
  } catch {
    return { error: "It was not kept: the site cannot be reached. Try again." };
  }
}

function made(name, properties) {
  return Object.assign(document.createElement(name), properties);
}

function abridged(quote) {
  const words = quote.replace(/\s+/g, " ");
  const letters = [...words];
  return letters.length > 90 ? `${letters.slice(0, 55).join("")} … ${letters.slice(-30).join("")}` : words;
}

document.addEventListener("DOMContentLoaded", () => {
  const state = JSON.parse(document.getElementById("state").textContent);
  new Desk(document.getElementById("desk"), state);
});
