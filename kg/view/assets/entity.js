// The details of an entity: what it is, who shares works with it, what is said of it.

function entityDetails(row) {
  const claims = Array.from(claimsOf(row));
  const facts = claims.filter((c) => C.o[c] < 0);
  const chain = chainOf(row);
  const mentions = own(E.mentions, row);
  const type = DATA.classes[E.type[row]];
  return [
    h(
      "header",
      { class: "head" },
      symbol(E.type[row], 30),
      h("div", {}, h("h2", { text: nameOf(row), lang: tongueOf(row) }), h("p", { class: "quiet", text: otherName(row) })),
    ),
    h(
      "p",
      { class: "chips" },
      h("span", { class: "chip", text: className(E.type[row]), title: (type.about || {})[state.lang] || "" }),
      isShared(row) ? h("span", { class: "chip strong", text: t("shared_works") }) : null,
      mentions ? h("span", { class: "quiet", text: t("mentions", { count: mentions }) }) : null,
    ),
    chain.length
      ? h(
          "p",
          { class: "chain", "aria-label": t("chain") },
          chain.map((up, k) => [k ? h("span", { text: " › ", "aria-hidden": "true" }) : null, entityButton(up)]),
        )
      : null,
    actions(row),
    factList(facts),
    isShared(row)
      ? section(
          t("shared_by"),
          h(
            "p",
            { class: "parties" },
            E.shared[row].map((agent) => entityButton(agent)),
          ),
        )
      : partners(row),
    relations(row, claims),
    properties(row),
  ];
}

function actions(row) {
  const id = E.id[row];
  const from = entityRow.get(state.from);
  return h(
    "div",
    { class: "actions" },
    button(t("expand"), () => expand(row)),
    button(t("collapse"), () => collapse(row)),
    [1, 2, 3].map((depth) =>
      button(
        depth === 1 ? `${t("focus")} 1` : String(depth),
        () => change({ base: `focus:${id}`, depth, add: [], hide: [], sel: `e:${id}` }),
        {
          class: "step",
          "aria-label": `${t("focus")}: ${t("depth", { depth })}`,
          "aria-pressed": state.base === `focus:${id}` && state.depth === depth ? "true" : "false",
        },
      ),
    ),
    button(t("pin"), () => togglePin(row), { "aria-pressed": pins().has(row) ? "true" : "false" }),
    button(t("hide"), () =>
      change({ hide: union(state.hide, [id]), add: without(state.add, [id]), pin: unpinned(row), sel: "" }),
    ),
    button(t("path_from"), () => change({ from: id }), { "aria-pressed": state.from === id ? "true" : "false" }),
    from !== undefined && from !== row
      ? button(t("path_to", { name: nameOf(from) }), () =>
          change({ base: `path:${encoded(state.from)}|${encoded(id)}`, add: [], hide: [], sel: "", from: "" }),
        )
      : null,
  );
}

function factList(facts) {
  if (!facts.length) return null;
  const rows = [];
  const add = (term, ...what) => rows.push(h("dt", { text: term }), h("dd", {}, what));
  for (const claim of facts) {
    const rival =
      DATA.relations[C.p[claim]].functional &&
      facts.some((other) => C.p[other] === C.p[claim] && own(C.value, other) !== own(C.value, claim));
    add(
      relationName(C.p[claim]),
      rival ? h("span", { class: "badge", text: t("conflict") }) : null,
      claimRowOf(claim, -1, valueOf(claim)),
    );
  }
  return section(t("facts"), h("dl", {}, rows));
}

function aliasList(aliases) {
  // The shortest are those people use; the rest are spelling variants.
  const ordered = aliases.slice().sort((a, b) => a.length - b.length || (a < b ? -1 : 1));
  if (ordered.length <= ALIASES + 2) return ordered.join("、");
  const rest = h(
    "details",
    {},
    h("summary", { text: t("search_more", { count: ordered.length - ALIASES }) }),
    ordered.slice(ALIASES).join("、"),
  );
  return [ordered.slice(0, ALIASES).join("、"), rest];
}

const ALIASES = 6;

function properties(row) {
  const rows = [];
  const add = (term, ...what) => rows.push(h("dt", { text: term }), h("dd", {}, what));
  const aliases = own(E.aliases, row);
  if (aliases) add(t("aliases"), aliasList(aliases));
  const place = own(E.place, row);
  if (place) add(t("place"), `${place[0].toFixed(3)}, ${place[1].toFixed(3)}`);
  for (const [scheme, value] of own(E.identifiers, row) || []) {
    const link = own(DATA.links, scheme);
    add(scheme, link ? outLink(link.replace("{id}", encoded(value)), value) : value);
  }
  add("id", h("code", { text: E.id[row] }));
  return section(t("names_and_ids"), h("dl", {}, rows));
}

// Who shares works with this entity, and which.
function partners(row) {
  const found = new Map();
  for (const claim of claimsOf(row)) {
    const work = C.o[claim];
    if (C.s[claim] !== row || work < 0 || !isShared(work) || !E.shared[work].includes(row)) continue;
    for (const other of E.shared[work])
      if (other !== row) found.set(other, new Set([...(found.get(other) || []), work]));
  }
  if (!found.size) return null;
  return section(
    t("shares_with"),
    h(
      "ul",
      { class: "plain" },
      Array.from(found, ([other, works]) =>
        h("li", {}, entityButton(other), h("span", { class: "quiet", text: Array.from(works, nameOf).join("、") })),
      ),
    ),
    button(t("show_sharing"), () => change({ base: `sharing:${E.id[row]}`, add: [], hide: [], sel: `e:${E.id[row]}` })),
  );
}

function relations(row, claims) {
  const groups = new Map();
  for (const claim of claims) {
    if (C.o[claim] < 0) continue;
    const out = C.s[claim] === row || (own(DATA.relations, C.p[claim]) || {}).symmetric;
    const key = `${out ? 0 : 1} ${C.p[claim]}`;
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(claim);
  }
  if (!groups.size) return h("p", { class: "quiet", text: t("no_claims") });
  const rank = (key) => (groups.get(key).some((c) => C.origin[c] !== "gazetteer") ? 0 : 1);
  return Array.from(groups.keys())
    .sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1))
    .map((key) => {
      const [side, predicate] = [key[0], key.slice(2)];
      const title = side === "0" ? relationName(predicate) : `← ${relationName(predicate)}`;
      const list = groups
        .get(key)
        .slice()
        .sort((a, b) => C.confidence[b] - C.confidence[a] || a - b);
      return h(
        "section",
        {},
        h("h3", {}, title, h("span", { class: "count", text: list.length })),
        firstOf(h("div", {}), list.length, 200, (k) => claimRowOf(list[k], row)),
      );
    });
}
