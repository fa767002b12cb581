// What the details show when nothing is selected: counts, shared works, the path asked for, the articles.

const PARTIES = 12; // named in one line; the details name all
const WORKS = 10; // listed at first
const ARTICLES = 30; // likewise

const more = (count) => (count > 0 ? h("span", { class: "quiet", text: t("search_more", { count }) }) : null);

function overview() {
  const works = Object.keys(E.shared).map(Number);
  const busy = busiest(8);
  const figure = (number, word) => h("div", {}, h("strong", { text: grouped(number) }), h("span", { text: t(word) }));
  return [
    h("h2", { text: pageTitle() }),
    h(
      "div",
      { class: "figures" },
      figure(D.id.length, "documents"),
      figure(ENTITIES, "entities"),
      figure(CLAIMS, "claims"),
    ),
    h("p", { class: "hint", text: t(CLAIMS ? "overview_hint" : "empty") }),
    state.base.startsWith("path:") ? pathDetails() : null,
    works.length ? section(t("shared_works"), workList(works)) : null,
    busy.length
      ? section(
          t("most_claims"),
          h(
            "ul",
            { class: "plain" },
            busy.map((row) => h("li", {}, entityButton(row), h("span", { class: "count", text: stated[row] }))),
          ),
        )
      : null,
    D.id.length
      ? section(
          t("articles"),
          firstOf(h("ul", { class: "plain" }), D.id.length, ARTICLES, (n) =>
            h(
              "li",
              {},
              SETTINGS.withText
                ? button(D.title[n] || D.id[n], () => whenWhole(() => openArticle(n)), { class: "link", lang: "zh" })
                : h("span", { lang: "zh", text: D.title[n] || D.id[n] }),
              h("span", { class: "quiet", text: [D.published[n], D.publisher[n]].filter(Boolean).join(" · ") }),
            ),
          ),
        )
      : null,
  ];
}

// The entities of which sources say most, best first.
function busiest(count) {
  const best = [];
  for (let row = 0; row < ENTITIES; row++) {
    if (!stated[row] || (best.length === count && stated[row] <= stated[best[count - 1]])) continue;
    let at = best.length;
    while (at > 0 && stated[best[at - 1]] < stated[row]) at -= 1;
    best.splice(at, 0, row);
    best.length = Math.min(best.length, count);
  }
  return best;
}

// The first works, and the rest when asked for.
function workList(works) {
  const item = (row) =>
    h(
      "li",
      {},
      entityButton(row),
      h(
        "p",
        { class: "parties" },
        E.shared[row]
          .slice(0, PARTIES)
          .map((agent, k) => [
            k ? h("span", { class: "plus", text: "＋", "aria-hidden": "true" }) : null,
            entityButton(agent),
          ]),
        more(E.shared[row].length - PARTIES),
      ),
    );
  return firstOf(h("ul", { class: "works" }), works.length, WORKS, (k) => item(works[k]));
}

function pathDetails() {
  const rows = baseRows();
  if (!rows.length) return section(t("path"), h("p", { text: t("path_none") }));
  const steps = rows.slice(1).map((row, k) => {
    const between = Array.from(claimsOf(row)).filter((c) => otherEnd(c, row) === rows[k] && passes(c));
    return between.find((c) => evidenceCount(c)) ?? between[0];
  });
  return section(
    t("path"),
    steps.map((claim) => claimRowOf(claim, -1, undefined, true)),
  );
}
