// Search by name in either language, alias, pinyin, initials of pinyin or id; all entities, drawn or not.

let haystack = null;
let ranked = [];
let shown = [];
let active = -1;
const SHOWN = 30;
const EACH = 6; // of one class, where there are several

// Each entity as one string of lower-case spellings, each spelling preceded by a line feed.
function index() {
  if (haystack) return haystack;
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
  const busy = (row) => stated[row] * 1000 + offset[row + 1] - offset[row];
  ranked = Array.from({ length: ENTITIES }, (_, row) => row).sort((a, b) => busy(b) - busy(a) || a - b);
  haystack = new Array(ENTITIES);
  for (let row = 0; row < ENTITIES; row++) {
    const names = [E.zh[row], ...(own(E.aliases, row) || [])];
    const parts = [
      ...names,
      own(E.en, row) || "",
      ...names.map(read),
      E.id[row],
      ...(own(E.identifiers, row) || []).map(([, value]) => value),
    ];
    haystack[row] = `\n${parts.join("\n").toLowerCase()}\n`;
  }
  return haystack;
}

const normal = (text) =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s']+/g, (s) => (/^\s/.test(s) ? " " : ""))
    .trim();

// Rows that match, best first: a whole name, then the beginning of one, then any part; busier entities first among equals.
function find(query) {
  const wanted = normal(query);
  if (!wanted) return [];
  const tight = wanted.replace(/ /g, "");
  const spellings = index();
  const forms = (tight === wanted ? [wanted] : [wanted, tight]).map((part) => [part, `\n${part}`, `\n${part}\n`]);
  const graded = [[], [], [], []];
  for (const row of ranked) {
    const text = spellings[row];
    let best = 0;
    for (const [part, begun, whole] of forms) {
      if (!text.includes(part)) continue;
      best = Math.max(best, text.includes(whole) ? 3 : text.includes(begun) ? 2 : 1);
    }
    if (best) graded[best].push(row);
  }
  return [...graded[3], ...graded[2], ...graded[1]];
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
        {
          role: "option",
          id: `option-${number}`,
          "aria-selected": "false",
          on: { mousedown: (event) => event.preventDefault(), click: () => choose(number) },
        },
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
  if (hits.length > shown.length)
    list.push(h("p", { class: "group", text: t("search_more", { count: hits.length - shown.length }) }));
  if (query.trim() && !hits.length)
    list.push(h("p", { class: "group", text: t("search_none", { query: query.trim() }) }));
  fill(box, list);
  box.hidden = !query.trim();
  $("query").setAttribute("aria-expanded", String(!box.hidden));
  if (shown.length) move(0);
  else $("query").removeAttribute("aria-activedescendant");
}

function move(to) {
  const before = $(`option-${active}`);
  if (before) before.setAttribute("aria-selected", "false");
  active = (to + shown.length) % shown.length;
  const now = $(`option-${active}`);
  now.setAttribute("aria-selected", "true");
  now.scrollIntoView({ block: "nearest" });
  $("query").setAttribute("aria-activedescendant", now.id);
}

function closeResults() {
  $("results").hidden = true;
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
  input.addEventListener("keydown", (event) => {
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
