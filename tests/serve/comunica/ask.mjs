// Answers queries over a file of N-Triples with Comunica: node ask.mjs MODULES FILE < queries.json > answers.json
// In: {name: sparql}. Out: {name: [{variable: value}, ...]}.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const [modules, file] = process.argv.slice(2);
const load = createRequire(`${modules}/`);
const { QueryEngine } = load("@comunica/query-sparql-rdfjs");
const { Parser, Store } = load("n3");

const store = new Store(new Parser({ format: "N-Triples" }).parse(readFileSync(file, "utf8")));
const engine = new QueryEngine();
const answers = {};
for (const [name, sparql] of Object.entries(JSON.parse(readFileSync(0, "utf8")))) {
  const found = await engine.queryBindings(sparql, { sources: [store] });
  const rows = await found.toArray();
  answers[name] = rows.map((row) => Object.fromEntries([...row].map(([key, term]) => [key.value, term.value])));
}
process.stdout.write(JSON.stringify(answers));
