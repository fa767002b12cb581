// The sentences behind a claim, with the words marked, and the article they stand in.

const CONTEXT = 60; // characters shown at most on either side of a quote

function markedQuote(quote, spans) {
  const cut = cutter(quote);
  const parts = [];
  let at = 0;
  for (const [start, end, side] of spans) {
    if (start < at || end <= start) continue;
    parts.push(cut(at, start), h("mark", { class: side ? "object" : "subject", text: cut(start, end) }));
    at = end;
  }
  parts.push(cut(at, Array.from(quote).length));
  return parts;
}

function evidenceList(claim) {
  if (!evidenceCount(claim))
    return h("p", {
      class: "quiet",
      text: t(C.origin[claim] === "derived" ? "no_evidence_derived" : "no_evidence_gazetteer"),
    });
  const places = new Map();
  for (const [row, spans] of marksOf(claim)) {
    const key = `${V.start[row]} ${V.end[row]} ${sourceOf(row)}`;
    if (!places.has(key)) places.set(key, { row, spans, rules: [] });
    places.get(key).rules.push(V.rule[row]);
  }
  return h("ol", { class: "evidence" }, Array.from(places.values(), evidenceItem));
}

// What stands in the same paragraph before (-1) or after (1) a quote, when the article is at hand.
function around(row, side) {
  const document = V.document[row];
  if (document < 0 || !SETTINGS.withText) return null;
  const cut = cutter(D.text[document]);
  const [start, end] = [V.start[row], V.end[row]];
  const text =
    side < 0
      ? cut(Math.max(0, start - CONTEXT), start)
          .split(/[\r\n]/)
          .pop()
      : cut(end, end + CONTEXT).split(/[\r\n]/)[0];
  return text.trim() ? h("span", { class: "context", text }) : null;
}

function evidenceItem({ row, spans, rules }) {
  const document = V.document[row];
  const path = document >= 0 ? D.id[document] : own(V.path, row);
  const about = [
    V.published[row] || (document >= 0 && D.published[document]),
    document >= 0 && D.publisher[document],
  ].filter(Boolean);
  return h(
    "li",
    {},
    h(
      "blockquote",
      { lang: "zh" },
      around(row, -1),
      h("span", { class: "said" }, markedQuote(V.quote[row], spans)),
      around(row, 1),
    ),
    h(
      "p",
      { class: "source" },
      h("cite", { text: (document >= 0 && D.title[document]) || path }),
      about.length ? ` · ${about.join(" · ")}` : "",
    ),
    h(
      "p",
      { class: "quiet" },
      `${t("rule")} ${rules.join(", ")} · ${t("characters", { start: V.start[row], end: V.end[row] })}`,
      document >= 0 && SETTINGS.withText
        ? button(t("in_article"), () => openArticle(document, row), { class: "link" })
        : null,
      document >= 0 && safeAddress(D.url[document]) ? outLink(D.url[document], t("open_source")) : null,
    ),
  );
}

// The article with every quoted stretch shaded, the asked-for one brought into sight.
function openArticle(document, wanted) {
  const text = D.text[document];
  const cut = cutter(text);
  const spans = new Map();
  V.document.forEach((other, row) => {
    if (other !== document) return;
    const key = `${V.start[row]},${V.end[row]}`;
    if (!spans.has(key)) spans.set(key, [V.start[row], V.end[row]]);
  });
  const bounds = Array.from(new Set([0, Array.from(text).length, ...Array.from(spans.values()).flat()])).sort(
    (a, b) => a - b,
  );
  let target = null;
  const body = h("div", { class: "article", lang: "zh", tabindex: "0" });
  for (let k = 0; k + 1 < bounds.length; k++) {
    const [start, end] = [bounds[k], bounds[k + 1]];
    const cited = Array.from(spans.values()).some(([a, b]) => a <= start && end <= b);
    const chosen = wanted !== undefined && V.start[wanted] <= start && end <= V.end[wanted];
    const piece =
      cited || chosen ? h("mark", { class: chosen ? "chosen" : "", text: cut(start, end) }) : cut(start, end);
    if (chosen && !target) target = piece;
    append(body, [piece]);
  }
  openDialog(
    D.title[document] || D.id[document],
    h(
      "p",
      { class: "source" },
      [D.published[document], D.publisher[document], D.id[document]].filter(Boolean).join(" · "),
    ),
    body,
  );
  if (target) target.scrollIntoView({ block: "center" });
}

function openDialog(title, ...content) {
  const dialog = $("dialog");
  fill(
    dialog,
    h(
      "header",
      {},
      h("h2", { id: "dialog-title", text: title }),
      button("×", () => dialog.close(), { class: "icon", "aria-label": t("close") }),
    ),
    h("div", { class: "scroll" }, content),
  );
  dialog.setAttribute("aria-labelledby", "dialog-title");
  if (!dialog.open) dialog.showModal();
}
