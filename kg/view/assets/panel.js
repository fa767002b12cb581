// The details on the right: an overview, or what is known of the selected entity or claim.

function panel() {
  const { entity, claim } = selection();
  const box = $("panel");
  box.setAttribute("aria-label", t("details"));
  if (entity !== undefined) fill(box, entityDetails(entity));
  else if (claim !== undefined) fill(box, claimDetails(claim));
  else fill(box, overview());
}

const entityButton = (row, extra = {}) =>
  h(
    "button",
    { type: "button", class: "entity", lang: tongueOf(row), on: { click: () => selectEntity(row) }, ...extra },
    symbol(E.type[row], 14),
    nameOf(row),
  );

function section(title, ...content) {
  return h("section", {}, h("h3", { text: title }), content);
}
