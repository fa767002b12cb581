"""Every shipped question asked of the endpoint and of Comunica over the exported triples; both must answer alike.

    npm install --prefix DIR @comunica/query-sparql-rdfjs n3
    python -m tests.bench.comunica --modules DIR [--in out]

Not among the tests, for it needs Node and some three hundred packages of npm.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from kg import ontology
from kg.export import ntriples
from kg.query import shipped, shipped_queries
from kg.store import Store
from tests.samples import RECORDS
from tests.serve.conftest import serving, write


def main() -> int:
    """Ask both and print a line for each question; return how many differ."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--modules", type=Path, required=True, help="Folder that holds node_modules.")
    parser.add_argument("--in", dest="folder", type=Path, help="Output folder of kg build; the sample when left out.")
    chosen = parser.parse_args()
    records = RECORDS
    if chosen.folder:
        with Store.open(chosen.folder) as store:
            records = store.records()
    queries = {name: shipped(name) for name in shipped_queries()}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(folder, records)
        file = folder / "graph.nt"
        file.write_bytes(bytes(ntriples(records, ontology.load(), with_ontology=True)))
        script = Path(__file__).with_suffix(".mjs")
        ran = subprocess.run(
            ["node", str(script), str(chosen.modules.resolve()), str(file)],
            input=json.dumps(queries),
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
        theirs = json.loads(ran.stdout)
        with serving(folder) as served:
            answers = {name: json.loads(served.ask(query).body) for name, query in queries.items()}
    differing = 0
    for name, answer in answers.items():
        rows = [{key: term["value"] for key, term in row.items()} for row in answer["results"]["bindings"]]
        alike = _bag(rows) == _bag(theirs[name])
        differing += not alike
        sys.stdout.write(f"{'same' if alike else 'DIFFERENT':10} {len(rows):4} rows  {name}\n")
    return differing


def _bag(rows: list[dict[str, str]]) -> Counter[tuple[tuple[str, str], ...]]:
    return Counter(tuple(sorted(row.items())) for row in rows)


if __name__ == "__main__":
    sys.exit(main())
