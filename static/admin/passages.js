// A text of which passages are chosen and shown. The site counts code points, browsers count
// UTF-16 units: "point" and "unit" below. A passage never cuts through what a reader sees as one
// character.
"use strict";

const LANES = 8;
const LONGEST_LABEL = 24;

class Passages {
  constructor(root, text) {
    this.root = root;
    this.text = text;
    this.units = [0];
    for (const letter of text) this.units.push(this.units.at(-1) + letter.length);
    this.edges = edgesOf(text, "grapheme", /\P{M}(?:\p{M}|\u200d\P{M}|[\ufe00-\ufe0f])*|\p{M}+/gsu);
    this.sentenceEdges = edgesOf(text, "sentence", /[^.!?։\n]+[.!?։\n]*\s*|[.!?։\n]+/gsu);
    this.chosen = null;
    this.shown = [];
    this.show([]);
  }

  // --- Places ---------------------------------------------------------------------------------

  pointAt(unit) {
    return lowest(this.units, (each) => each >= unit);
  }

  // Widen to whole characters; leave out blanks at both ends. Null where nothing is left.
  snapped(start, end) {
    start = this.edges[lowest(this.edges, (each) => each > start) - 1] ?? 0;
    end = this.edges[lowest(this.edges, (each) => each >= end)] ?? this.text.length;
    const inside = this.text.slice(start, end);
    start += inside.length - inside.trimStart().length;
    end -= inside.length - inside.trimEnd().length;
    return start < end ? { start, end } : null;
  }

  quote({ start, end }) {
    return this.text.slice(start, end);
  }

  // Where the page's selection begins and ends here, in units; null when it is elsewhere.
  selection() {
    const selection = document.getSelection();
    if (!selection.rangeCount) return null;
    const range = selection.getRangeAt(0);
    if (!this.root.contains(range.startContainer) || !this.root.contains(range.endContainer)) return null;
    return { start: this.unitOf(range.startContainer, range.startOffset), end: this.unitOf(range.endContainer, range.endOffset) };
  }

  unitOf(node, offset) {
    const before = document.createRange();
    before.selectNodeContents(this.root);
    before.setEnd(node, offset);
    return before.toString().length;
  }

  rangeOf(start, end) {
    const range = document.createRange();
    range.selectNodeContents(this.root);
    const walker = document.createTreeWalker(this.root, NodeFilter.SHOW_TEXT);
    let passed = 0;
    let begun = false;
    while (walker.nextNode()) {
      const node = walker.currentNode;
      if (!begun && passed + node.length >= start) {
        range.setStart(node, start - passed);
        begun = true;
      }
      if (passed + node.length >= end) {
        range.setEnd(node, end - passed);
        break;
      }
      passed += node.length;
    }
    return range;
  }

  // --- Choosing -------------------------------------------------------------------------------

  // Follow what is selected in the page. Return whether it is another place of this text.
  follow() {
    const found = this.selection();
    if (!found || (found.start === this.followed?.start && found.end === this.followed?.end)) return false;
    this.followed = found;
    this.caret = found.end;
    this.chosen = found.start === found.end ? null : this.snapped(found.start, found.end);
    this.paint();
    return true;
  }

  choose(start, end) {
    this.chosen = this.snapped(start, end);
    this.caret = end;
    this.select(this.chosen ?? { start, end });
    this.paint();
  }

  // The sentence at the caret; where whole sentences are chosen, one more.
  chooseSentence() {
    const { start, end } = this.chosen ?? { start: this.caret ?? 0, end: this.caret ?? 0 };
    const edges = this.sentenceEdges;
    const from = edges[Math.max(0, lowest(edges, (each) => each > start) - 1)];
    let until = edges[lowest(edges, (each) => each >= Math.max(end, from + 1))] ?? this.text.length;
    const found = this.snapped(from, until);
    if (this.chosen && found && found.start === start && found.end === end) {
      until = edges[lowest(edges, (each) => each > until)] ?? this.text.length;
    }
    this.choose(from, until);
  }

  // The sentence after what is chosen, or after the caret.
  chooseFollowing() {
    const end = this.chosen?.end ?? this.caret ?? 0;
    const from = this.sentenceEdges[lowest(this.sentenceEdges, (each) => each >= end)];
    if (from === undefined || from >= this.text.length) return;
    this.choose(from, this.sentenceEdges[lowest(this.sentenceEdges, (each) => each > from)]);
  }

  chooseAll() {
    this.choose(0, this.text.length);
  }

  select({ start, end }) {
    const selection = document.getSelection();
    selection.removeAllRanges();
    selection.addRange(this.rangeOf(start, end));
  }

  focus() {
    this.root.focus();
    this.select(this.chosen ?? { start: this.caret ?? 0, end: this.caret ?? 0 });
  }

  // What is chosen stays visible while the keyboard is elsewhere.
  paint() {
    if (!window.Highlight) return;
    CSS.highlights.delete("chosen");
    if (!this.chosen) return;
    CSS.highlights.set("chosen", new Highlight(this.rangeOf(this.chosen.start, this.chosen.end)));
  }

  // --- Showing --------------------------------------------------------------------------------

  // Show `passages` ({ start, end } in points, key, label, look, faint) as underlines in lanes.
  show(passages) {
    const held = document.activeElement === this.root ? this.selection() : null;
    this.shown = passages.map((each) => ({ ...each, from: this.units[each.start], until: this.units[each.end] }));
    const lanes = inLanes(this.shown);
    this.root.className = this.root.className.replace(/ ?lanes-\d/, "") + ` lanes-${lanes}`;
    const cuts = [...new Set([0, this.text.length, ...this.shown.flatMap(({ from, until }) => [from, until])])];
    cuts.sort((one, other) => one - other);
    this.root.replaceChildren(...cuts.slice(0, -1).map((cut, place) => this.piece(cut, cuts[place + 1])));
    if (held) this.select(held);
    this.paint();
  }

  piece(from, until) {
    let node = document.createTextNode(this.text.slice(from, until));
    const here = this.shown.filter((each) => each.from <= from && each.until >= until);
    here.sort((one, other) => one.lane - other.lane);
    for (const each of here) {
      const line = document.createElement("span");
      line.className = `lane lane-${each.lane} look-${each.look}${each.faint ? " faint" : ""}`;
      line.dataset.key = each.key;
      if (each.from === from) line.dataset.label = shortened(each.label);
      line.append(node);
      node = line;
    }
    return node;
  }

  // The keys of the passages at a unit of the text.
  keysAt(unit) {
    return this.shown.filter(({ from, until }) => from <= unit && unit <= until).map(({ key }) => key);
  }

  mark(keys) {
    for (const line of this.root.querySelectorAll(".lane")) {
      line.classList.toggle("current", keys.includes(line.dataset.key));
    }
  }
}

// Give each passage the first lane that is free where it stands; return how many lanes there are.
function inLanes(passages) {
  const ends = [];
  const order = [...passages].sort((one, other) => one.from - other.from || other.until - one.until);
  for (const each of order) {
    let lane = ends.findIndex((end) => end <= each.from);
    if (lane < 0) lane = ends.length;
    ends[lane] = each.until;
    each.lane = Math.min(lane, LANES - 1);
  }
  return Math.min(ends.length, LANES);
}

function edgesOf(text, granularity, pattern) {
  if (window.Intl?.Segmenter) {
    const segments = new Intl.Segmenter(undefined, { granularity }).segment(text);
    return [...Array.from(segments, ({ index }) => index), text.length];
  }
  return [...Array.from(text.matchAll(pattern), ({ index }) => index), text.length];
}

// The first place in a sorted list at which `test` holds; its length where it never does.
function lowest(list, test) {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (test(list[middle])) high = middle;
    else low = middle + 1;
  }
  return low;
}

function shortened(label) {
  const letters = [...label];
  return letters.length > LONGEST_LABEL ? `${letters.slice(0, LONGEST_LABEL - 1).join("")}…` : label;
}
