// The legend on the left, which is also the filters: what each mark means, how often it occurs, and whether it is shown.

const count = (values) => {
  const counts = new Map();
  for (const value of values) counts.set(value, (counts.get(value) || 0) + 1);
  return counts;
};

// How often each word of a coded column occurs, in the rows whose weight is not 0.
function tally([words, numbers], weights = null) {
  const sums = new Int32Array(words.length);
  for (let row = 0; row < numbers.length; row++) if (!weights || weights[row]) sums[numbers[row]] += 1;
  return new Map(words.map((word, k) => [word, sums[k]]).filter(([word, sum]) => word && sum));
}

const TOTAL = {
  class: tally(
    CODES.type,
    offset.subarray(1).map((end, row) => end - offset[row]),
  ),
  relation: tally(CODES.p),
  status: tally(CODES.status),
  origin: tally(CODES.origin),
  field: tally(CODES.field),
};
const CLOSED = new Set(D.id.length > 12 ? ["documents"] : []);

function box(list, item, total, mark, label, title) {
  const input = h("input", {
    type: "checkbox",
    checked: !state[list].includes(item),
    on: { change: () => toggle(list, item, !input.checked) },
  });
  input.setAttribute("data-item", item);
  input.setAttribute("data-list", list);
  return h(
    "label",
    { class: "choice", title },
    input,
    mark,
    h("span", { class: "words", text: label }),
    h("span", { class: "count", text: total }),
  );
}

function group(key, list, items, content, title = t(key)) {
  if (!items.length) return null;
  const body = h("div", {});
  // What is closed is made when it is opened.
  const unfold = () => body.firstChild || append(body, [content()]);
  if (!CLOSED.has(key)) unfold();
  const details = h(
    "details",
    {
      open: !CLOSED.has(key),
      on: {
        toggle: () => {
          if (details.open) unfold();
          CLOSED[details.open ? "delete" : "add"](key);
        },
      },
    },
    h("summary", { text: title }),
    list && items.length > 1
      ? h(
          "p",
          { class: "both" },
          button(t("all"), () => change({ [list]: [] }), { class: "link" }),
          button(t("none"), () => change({ [list]: items }), { class: "link" }),
        )
      : null,
    body,
  );
  return details;
}

function line(dashes, width, head, ring) {
  const picture = svg("svg", { width: 38, height: 16, viewBox: "0 0 38 16", "aria-hidden": "true", class: "symbol" });
  if (ring)
    picture.append(svg("circle", { cx: 19, cy: 8, r: 5, fill: "none", stroke: "currentColor", "stroke-width": 3 }));
  else
    picture.append(
      svg("line", {
        x1: 2,
        y1: 8,
        x2: head ? 30 : 36,
        y2: 8,
        stroke: "currentColor",
        "stroke-width": width,
        "stroke-dasharray": (dashes || []).join(" "),
      }),
    );
  if (head) picture.append(svg("polygon", { points: "29,4 37,8 29,12", fill: "currentColor" }));
  return picture;
}

// Whether any filter is set.
const sifted = () =>
  LISTS.some((key) => key.startsWith("off") && state[key].length) || state.conf || BOUNDS.some((key) => state[key]);

function filters() {
  const side = $("filters");
  const scroll = side.firstChild ? side.scrollTop : 0; // asking makes the browser lay out the page
  side.setAttribute("aria-label", t("filters"));
  const byFamily = Object.keys(DATA.families).map((family) => [
    family,
    Object.keys(DATA.classes).filter((name) => DATA.classes[name].family === family && TOTAL.class.has(name)),
  ]);
  const ordered = (counts) =>
    Array.from(counts.keys()).sort((a, b) => counts.get(b) - counts.get(a) || (a < b ? -1 : 1));
  fill(
    side,
    h(
      "div",
      { class: "side-head" },
      h("h2", { text: t("filters") }),
      sifted()
        ? button(
            t("reset"),
            () =>
              change({
                offClass: [],
                offRelation: [],
                offStatus: [],
                offOrigin: [],
                offField: [],
                offDocument: [],
                conf: 0,
                ...Object.fromEntries(BOUNDS.map((key) => [key, ""])),
              }),
            { class: "link" },
          )
        : null,
    ),
    group("classes", "offClass", Array.from(TOTAL.class.keys()), () =>
      byFamily
        .filter(([, names]) => names.length)
        .map(([family, names]) => [
          h("p", { class: "group", text: named(DATA.families, family) }),
          names.map((name) =>
            box(
              "offClass",
              name,
              TOTAL.class.get(name),
              symbol(name, 16),
              className(name),
              (DATA.classes[name].about || {})[state.lang],
            ),
          ),
        ]),
    ),
    group("relations", "offRelation", Array.from(TOTAL.relation.keys()), () =>
      ordered(TOTAL.relation).map((name) =>
        box("offRelation", name, TOTAL.relation.get(name), null, relationName(name), name),
      ),
    ),
    group("status", "offStatus", Array.from(TOTAL.status.keys()), () =>
      Object.keys(DATA.statuses)
        .filter((name) => TOTAL.status.has(name))
        .map((name) =>
          box("offStatus", name, TOTAL.status.get(name), line(DATA.statuses[name].dashes, 2), statusName(name)),
        ),
    ),
    group("origin", "offOrigin", Array.from(TOTAL.origin.keys()), () =>
      Object.keys(DATA.origins)
        .filter((name) => TOTAL.origin.has(name))
        .map((name) =>
          box("offOrigin", name, TOTAL.origin.get(name), line([], DATA.origins[name].width), originName(name)),
        ),
    ),
    group("field", "offField", Array.from(TOTAL.field.keys()), () =>
      ordered(TOTAL.field).map((name) => box("offField", name, TOTAL.field.get(name), null, fieldName(name))),
    ),
    CLAIMS ? group("confidence", null, ["conf"], slider) : null,
    timeline("published", t("published"), TIMES.published, ["since", "until"]),
    timeline("opening", DATA.opening.map(relationName).join("、"), TIMES.opening, ["openSince", "openUntil"]),
    D.id.length > 1
      ? group("documents", "offDocument", D.id, () =>
          firstOf(h("div", {}), D.id.length, 200, (n) =>
            box("offDocument", D.id[n], D.published[n] || "", null, D.title[n] || D.id[n], D.id[n]),
          ),
        )
      : null,
    h(
      "details",
      { open: true },
      h("summary", { text: t("edge_styles") }),
      h("p", { class: "choice" }, line([], 2, true), t("arrow")),
      h("p", { class: "choice" }, line([], 0, false, true), t("ring")),
      TOTAL.origin.has("gazetteer") ? h("p", { class: "choice" }, line([], 1), t("thin")) : null,
    ),
  );
  if (scroll) side.scrollTop = scroll;
}

function slider() {
  const text = h("span", { text: t("confidence_from", { value: state.conf }) });
  const input = h("input", {
    type: "range",
    min: 0,
    max: 100,
    step: 5,
    value: String(state.conf),
    "data-list": "conf",
    "data-item": "conf",
    on: {
      input: () => (text.textContent = t("confidence_from", { value: input.value })),
      change: () => change({ conf: Number(input.value) }),
    },
  });
  return h("label", { class: "slider" }, text, input);
}

const BOUNDS = ["since", "until", "openSince", "openUntil"];
const MARKS = 48; // steps of a time slider at most; finer dates become months, then years

// The dates of a time slider: its steps, in order, and how many dates fall on each.
function times(dates) {
  let fine = null;
  for (const length of [10, 7, 4]) {
    fine = count(dates.map((date) => date.slice(0, length)));
    if (fine.size <= MARKS) break;
  }
  const marks = Array.from(fine.keys()).sort();
  return { marks, counts: marks.map((mark) => fine.get(mark)) };
}

const TIMES = {
  published: times(D.published.filter(Boolean)),
  opening: times(Array.from(openings.values()).flat()),
};

// A slider with two thumbs above bars that tell how many dates fall where.
function timeline(name, title, { marks, counts }, [from, until]) {
  if (marks.length < 2) return null;
  const last = marks.length - 1;
  const high = Math.max(...counts);
  const near = (bound, otherwise) => {
    const at = bound ? marks.findIndex((mark) => mark >= bound.slice(0, mark.length)) : otherwise;
    return at < 0 ? last : at;
  };
  const bars = marks.map((mark, k) =>
    svg("rect", { x: k, y: 24 - (22 * counts[k]) / high, width: 0.86, height: (22 * counts[k]) / high }),
  );
  const text = h("output", {});
  const thumb = (key, word, value) =>
    h("input", {
      type: "range",
      min: 0,
      max: last,
      step: 1,
      value: String(value),
      "aria-label": `${title}: ${t(word)}`,
      "data-list": key,
      "data-item": key,
    });
  const low = thumb(from, "from", near(state[from], 0));
  const top = thumb(until, "until", near(state[until], last));
  const look = () => {
    const [a, b] = [Number(low.value), Number(top.value)];
    text.textContent =
      a === 0 && b === last ? t("any_time", { from: marks[0], until: marks[last] }) : `${marks[a]} – ${marks[b]}`;
    bars.forEach((bar, k) => bar.setAttribute("class", k >= a && k <= b ? "in" : "out"));
    low.setAttribute("aria-valuetext", marks[a]);
    top.setAttribute("aria-valuetext", marks[b]);
    // Where both thumbs stand at the end, the lower one must stay within reach.
    low.classList.toggle("over", a > last / 2);
  };
  for (const [input, other, pick] of [
    [low, top, Math.min],
    [top, low, Math.max],
  ]) {
    input.addEventListener("input", () => {
      input.value = String(pick(Number(input.value), Number(other.value)));
      look();
    });
    input.addEventListener("change", () =>
      change({
        [from]: Number(low.value) === 0 ? "" : marks[Number(low.value)],
        [until]: Number(top.value) === last ? "" : marks[Number(top.value)],
      }),
    );
  }
  look();
  return group(
    name,
    null,
    marks,
    () =>
      h(
        "div",
        { class: "timeline" },
        text,
        svg("svg", { viewBox: `0 0 ${marks.length} 24`, preserveAspectRatio: "none", "aria-hidden": "true" }, ...bars),
        h("div", { class: "thumbs" }, low, top),
      ),
    title,
  );
}
