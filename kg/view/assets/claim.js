// A claim as a line that opens to its evidence, and the details of one claim.

function badges(claim) {
  const [, date] = datesOf(claim);
  const count = sourcesOf(claim);
  const field = C.field[claim];
  return h(
    "span",
    { class: "badges" },
    C.status[claim] !== "done" ? h("span", { class: "badge", text: statusName(C.status[claim]) }) : null,
    field ? h("span", { class: "badge", text: fieldName(field) }) : null,
    C.origin[claim] !== "article" ? h("span", { class: "badge", text: originName(C.origin[claim]) }) : null,
    date ? h("span", { text: date }) : null,
    h("span", { title: t("confidence"), text: `${Math.round(C.confidence[claim] * 100)}%` }),
    count > 1 ? h("span", { text: t("sources", { count }) }) : null,
  );
}

// One claim as a line that opens to its evidence; seen from `row`, or in full when `row` is negative.
function claimRowOf(claim, row, text, open = false) {
  const other = row >= 0 ? otherEnd(claim, row) : -1;
  const words =
    text ?? (other >= 0 ? nameOf(other) : `${nameOf(C.s[claim])} — ${relationName(C.p[claim])} → ${objectName(claim)}`);
  const body = h("div", { class: "body" });
  const details = h(
    "details",
    { class: "claim" },
    h(
      "summary",
      {},
      other >= 0 ? symbol(E.type[other], 14) : null,
      h("span", { class: "words", text: words }),
      badges(claim),
    ),
    body,
  );
  const unfold = () => {
    if (body.firstChild) return;
    append(body, [
      evidenceList(claim),
      h(
        "p",
        { class: "actions" },
        button(t("details"), () => selectClaim(claim)),
        other >= 0 ? button(nameOf(other), () => selectEntity(other)) : null,
      ),
    ]);
  };
  details.addEventListener("toggle", () => details.open && unfold());
  if (open) {
    details.open = true;
    unfold();
  }
  return details;
}

function claimDetails(claim) {
  const rows = [];
  const add = (term, what) => what && rows.push(h("dt", { text: term }), h("dd", { text: what }));
  const [first, last] = datesOf(claim);
  add(t("status"), statusName(C.status[claim]));
  add(t("field"), C.field[claim] && fieldName(C.field[claim]));
  add(t("origin"), originName(C.origin[claim]));
  add(t("confidence"), `${Math.round(C.confidence[claim] * 100)}%`);
  add(t("published"), first === last ? first : `${first} – ${last}`);
  rows.push(h("dt", { text: "id" }), h("dd", {}, h("code", { text: claimId(claim) })));
  return [
    h(
      "div",
      { class: "triple" },
      entityButton(C.s[claim]),
      h(
        "p",
        { class: "predicate" },
        relationName(C.p[claim]),
        h("span", { class: "quiet", text: state.lang === "zh" ? C.p[claim] : own(DATA.relations, C.p[claim]).zh }),
      ),
      C.o[claim] >= 0 ? entityButton(C.o[claim]) : h("p", { class: "value", text: valueOf(claim) }),
    ),
    section(t("evidence"), evidenceList(claim)),
    h("dl", {}, rows),
  ];
}
