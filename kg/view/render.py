"""Puts a page together: templates with autoescape, data in JSON blocks, and a policy that admits only our own scripts.

Nothing a source says can become markup or script: Jinja escapes it in the template, the page's script writes it with
`textContent`, and the browser refuses every script, style and request that the policy does not name.
"""

from __future__ import annotations

import base64
import hashlib
import importlib.resources
import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jinja2 import Environment
    from markupsafe import Markup

    from kg.view.drawing import Json

_ASSETS = Path(__file__).parent / "assets"
_ENGINE = "lib/vis-9.1.2/vis-network.min.js"


def asset(name: str) -> str:
    """Return the text of one of the package's own style sheets or scripts."""
    return (_ASSETS / name).read_text(encoding="utf-8")


def script(*names: str) -> str:
    """Return the named scripts as one, in a scope of their own."""
    return "(() => {\n" + '"use strict";\n' + "\n".join(asset(name) for name in names) + "\n})();\n"


def engine() -> str:
    """Return vis-network as pyvis ships it."""
    return importlib.resources.files("pyvis").joinpath(_ENGINE).read_text(encoding="utf-8").replace("\r\n", "\n")


def json_block(value: Json) -> Markup:
    """Return `value` as JSON that cannot end or open an element, for a `<script type="application/json">`."""
    from markupsafe import Markup

    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    # Lone surrogates cannot be written as UTF-8; in JSON they stand as escapes.
    safe = (
        "".join(f"\\u{ord(c):04x}" if "\ud800" <= c <= "\udfff" else c for c in text) if _has_surrogate(text) else text
    )
    for character in "<>&\u2028\u2029":
        safe = safe.replace(character, f"\\u{ord(character):04x}")
    return Markup(safe)  # noqa: S704 (every character that markup knows has been escaped)


def _has_surrogate(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return True
    return False


def policy(scripts: Sequence[str], styles: Sequence[str]) -> str:
    """Return the Content-Security-Policy under which only the given scripts and styles run and nothing is fetched."""
    return "; ".join(
        (
            "default-src 'none'",
            "script-src " + " ".join(_source(text) for text in scripts),
            "style-src " + " ".join(_source(text) for text in styles),
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        )
    )


def _source(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@cache
def environment(folder: Path | None = None) -> Environment:
    """Return the templates of this package, over those of another folder if one is given."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    own = Path(__file__).parent / "templates"
    return Environment(
        loader=FileSystemLoader([own, folder] if folder else own, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def render(
    template: str,
    *,
    scripts: Sequence[str],
    styles: Sequence[str],
    values: Mapping[str, object],
    late: Sequence[str] = (),
    folder: Path | None = None,
) -> str:
    """Return the page made of `template`, with `scripts` and `styles` inlined and named in its policy.

    Args:
        template: File name in `templates`.
        scripts: Texts of our own scripts, in order.
        late: Texts of scripts that the template puts where the page can wait for them.
        styles: Texts of our own style sheets, in order.
        values: What the template shows; escaped by it unless already `Markup`. A `policy` in it is used instead.
        folder: A folder with further templates.
    """
    from markupsafe import Markup

    for text in (*scripts, *late, *styles):
        if "</script" in text.lower() or "</style" in text.lower() or "<!--" in text:
            raise ValueError("an inlined script or style sheet must not contain markup that ends it")
    page = (
        environment(folder)
        .get_template(template)
        .render(
            scripts=[Markup(text) for text in scripts],  # noqa: S704 (files of this package, checked above)
            late=[Markup(text) for text in late],  # noqa: S704 (files of this package, checked above)
            styles=[Markup(text) for text in styles],  # noqa: S704 (files of this package, checked above)
            **{"policy": policy((*scripts, *late), styles), **values},
        )
    )
    return page.encode("utf-8", "backslashreplace").decode("utf-8")
