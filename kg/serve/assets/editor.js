// The query editor: YASGUI on this server's endpoint only, with the graph's prefixes and its shipped questions.
(() => {
  "use strict";
  const data = JSON.parse(document.getElementById("data").textContent);
  const endpoint = new URL("/sparql", location.href).href;
  const used = (text) =>
    Object.entries(data.prefixes).filter(([prefix]) => new RegExp(`(^|[^\\w-])${prefix}:`).test(text));
  const declared = (text) =>
    /^\s*PREFIX/im.test(text)
      ? text
      : used(text).map(([prefix, iri]) => `PREFIX ${prefix}: <${iri}>\n`).join("") + text;

  Yasgui.Yasqe.forkAutocompleter("prefixes", {
    name: "prefixes-here",
    persistenceId: null,
    get: () => Promise.resolve(Object.entries(data.prefixes).map(([prefix, iri]) => `${prefix}: <${iri}>`)),
  });
  const yasgui = new Yasgui(document.getElementById("yasgui"), {
    requestConfig: { endpoint, method: "POST" },
    endpointCatalogueOptions: { getData: () => [{ endpoint }] },
    copyEndpointOnNewTab: true,
    persistenceId: `kg ${location.host}`,
    yasqe: {
      value: data.queries[0] ? data.queries[0].sparql : "SELECT * WHERE { ?s ?p ?o } LIMIT 20",
      autocompleters: ["prefixes-here", "variables"],
      createShareableLink: () => "",
    },
    yasr: { prefixes: data.prefixes },
  });
  for (const button of document.querySelectorAll("#questions button")) {
    button.addEventListener("click", () => {
      const query = data.queries.find((one) => one.name === button.dataset.query);
      const tab = yasgui.getTab() || yasgui.addTab(true);
      tab.getYasqe().setValue(declared(query.sparql));
      tab.getYasqe().query().catch(() => {}); // what went wrong is shown with the answer
    });
  }
  // What the graph names, this server shows, whatever its addresses begin with.
  document.getElementById("yasgui").addEventListener(
    "click",
    (event) => {
      const link = event.target.closest("a[href]");
      if (link && link.href.startsWith(data.base)) link.href = "/" + link.href.slice(data.base.length);
    },
    true,
  );
  window.kgEditor = yasgui;
})();
