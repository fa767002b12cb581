// Search by name in either language, alias, pinyin, initials of pinyin or id; all entities, drawn or not.

let shown = [];
let active = -1;
const SHOWN = 20;
const EACH = 5; // of one class, where there are several

// All spellings in one lower-case text, each after a line feed; entities from the busiest to the least busy, the k-th of
// them, row ranked[k], from at[k] to at[k + 1]. And for each letter or digit the entities with a spelling that begins
// with it, as 4 * k, plus 3 where it is all of one, else plus 2.
const index = once(() => {
  const syllables = new Map(Object.entries(names().pinyin.characters));
  const read = (name) => {
    let full = "";
    let initials = "";
    for (const character of name) {
      const sound = syllables.get(character) ?? (/\w/.test(character) ? character : "");
      full += sound;
      initials += sound.charAt(0);
    }
    const other = own(names().pinyin.names, name);
    if (!other) return `${full}\n${initials}`;
    return `${full}\n${initials}\n${other.replace(/ /g, "")}\n${other.replace(/(\S)\S* ?/g, "$1")}`;
  };
  const busy = new Float64Array(ENTITIES);
  for (let row = 0; row < ENTITIES; row++) busy[row] = stated[row] * 1000 + offset[row + 1] - offset[row];
  const ranked = Array.from({ length: ENTITIES }, (_, row) => row).sort((a, b) => busy[b] - busy[a] || a - b);
  const at = new Int32Array(ENTITIES + 1);
  const pieces = ranked.map((row, k) => {
    const called = [E.zh[row], ...(own(E.aliases, row) || [])];
    const parts = [
      ...called,
      own(E.en, row) || "",
      ...called.map(read),
      E.id[row],
      ...(own(E.identifiers, row) || []).map(([, value]) => value),
    ];
    const piece = `\n${normal(parts.join("\n"))}\n`;
    at[k + 1] = at[k] + piece.length;
    return piece;
  });
  const text = pieces.join("");
  const begun = new Map();
  let k = 0;
  for (let feed = 0; feed >= 0 && feed + 1 < text.length; feed = text.indexOf("\n", feed + 1)) {
    while (at[k + 1] <= feed) k += 1;
    const letter = text[feed + 1];
    if (letter > "z" || letter < "0") continue;
    if (!begun.has(letter)) begun.set(letter, []);
    const list = begun.get(letter);
    const entry = 4 * k + (text[feed + 2] === "\n" ? 3 : 2);
    const last = list.length - 1;
    if (last < 0 || list[last] >> 2 !== k) list.push(entry);
    else if (entry > list[last]) list[last] = entry;
  }
  return { ranked, at, text, begun };
});

// Line feeds stay: they part the spellings of one name.
const normal = (text) =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/['’]/g, "")
    .replace(/[^\S\n]+/g, " ")
    .trim();

// Marks in `grades`, for each entity in the order of the index, how well it matches: 3 by a whole spelling, 2 by the
// beginning of one, 1 by any part.
function grade(part, grades) {
  const { at, text } = index();
  const end = part.length;
  let k = 0;
  for (let found = text.indexOf(part); found >= 0; found = text.indexOf(part, found)) {
    while (at[k + 1] <= found) k += 1;
    const begins = text.charCodeAt(found - 1) === 10;
    const best = begins ? (text.charCodeAt(found + end) === 10 ? 3 : 2) : 1;
    if (best > grades[k]) grades[k] = best;
    // The best there is, or the next place in the same entity.
    found = best === 3 ? at[k + 1] : found + 1;
  }
}

// Rows that match, best first; busier entities first among equals. A single letter or digit means the beginnings.
function find(query) {
  const wanted = normal(query);
  if (!wanted) return [];
  const { ranked, begun } = index();
  const grades = new Uint8Array(ENTITIES);
  if (/^[0-9a-z]$/.test(wanted)) for (const entry of begun.get(wanted) || []) grades[entry >> 2] = entry & 3;
  else for (const part of new Set([wanted, wanted.replace(/ /g, "")])) grade(part, grades);
  const hits = [[], [], [], []];
  for (let k = 0; k < ENTITIES; k++) if (grades[k]) hits[grades[k]].push(ranked[k]);
  return [...hits[3], ...hits[2], ...hits[1]];
}

function showResults() {
  const box = $("results");
  const query = $("query").value;
  const hits = find(query);
  const groups = new Map();
  for (const row of hits) {
    if (!groups.has(E.type[row])) groups.set(E.type[row], []);
    groups.get(E.type[row]).push(row);
  }
  shown = [];
  active = -1;
  const list = [];
  for (const [type, rows] of groups) {
    if (shown.length >= SHOWN) break;
    const part = rows.slice(0, Math.min(groups.size > 1 ? EACH : SHOWN, SHOWN - shown.length));
    const options = part.map((row) => {
      const number = shown.push(row) - 1;
      const aliases = own(E.aliases, row) || [];
      return h(
        "div",
        { role: "option", id: `option-${number}`, "aria-selected": "false" },
        symbol(type, 14),
        h("span", { class: "words", text: nameOf(row) }),
        h("span", { class: "quiet", text: otherName(row) || aliases[0] || "" }),
      );
    });
    list.push(
      h(
        "div",
        { role: "group", "aria-label": className(type) },
        h(
          "p",
          { class: "group", role: "presentation" },
          className(type),
          h("span", { class: "count", text: rows.length }),
        ),
        options,
      ),
    );
  }
  fill(box, list);
  box.hidden = !shown.length;
  const left = hits.length - shown.length;
  // Beside the list, not in it: a list of options holds options, and screen readers are told what is said here.
  $("found").textContent = !query.trim()
    ? ""
    : !hits.length
      ? t("search_none", { query: query.trim() })
      : left
        ? t("search_more", { count: left })
        : "";
  $("hits").classList.toggle("closed", !query.trim());
  $("query").setAttribute("aria-expanded", String(!box.hidden));
  $("hits").scrollTop = 0;
  if (shown.length) mark(0);
  else $("query").removeAttribute("aria-activedescendant");
}

function move(to) {
  mark(to);
  $(`option-${active}`).scrollIntoView({ block: "nearest" });
}

function mark(to) {
  const before = $(`option-${active}`);
  if (before) before.setAttribute("aria-selected", "false");
  active = (to + shown.length) % shown.length;
  const now = $(`option-${active}`);
  now.setAttribute("aria-selected", "true");
  $("query").setAttribute("aria-activedescendant", now.id);
}

function closeResults() {
  $("results").hidden = true;
  $("found").textContent = "";
  $("hits").classList.add("closed");
  $("query").setAttribute("aria-expanded", "false");
  $("query").removeAttribute("aria-activedescendant");
}

function choose(number) {
  const row = shown[number];
  closeResults();
  $("query").value = "";
  change({ sel: `e:${E.id[row]}`, add: union(state.add, [E.id[row]]), hide: without(state.hide, [E.id[row]]) });
  show(row);
  $("panel").focus();
}

function setUpSearch() {
  const input = $("query");
  input.addEventListener("input", () => whenWhole(showResults));
  input.addEventListener("focus", () => input.value.trim() && whenWhole(showResults));
  input.addEventListener("blur", closeResults);
  $("hits").addEventListener("mousedown", (event) => event.preventDefault());
  $("results").addEventListener("click", ({ target }) => {
    const option = target.closest("[role=option]");
    if (option) choose(Number(option.id.replace("option-", "")));
  });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return; // the key belongs to what is being composed: 汉字 from pinyin
    if (event.key === "Escape") {
      input.value = "";
      closeResults();
      input.blur();
    } else if (!$("results").hidden && shown.length) {
      if (event.key === "ArrowDown") move(active + 1);
      else if (event.key === "ArrowUp") move(active - 1);
      else if (event.key === "Enter") choose(active);
      else return;
      event.preventDefault();
    }
  });
}
