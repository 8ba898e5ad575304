"""The HTML every page starts from: Streamlit's own, which names no script of a page's elements, with those added.

A browser learns what a page is made of when the server has run it, and only then asks for the scripts of its elements,
in a chain of questions and answers. So each page's HTML names what the page will draw, found in the page's source, and
says where the server is, instead of having two addresses tried.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from streamlit import config

from licensing.server.asgi import App, Receive, Scope, Send, answer, encoding, is_read
from licensing.server.assets import Assets, compressed
from licensing.settings import ROOT

FRAME = ("Html", "PageLink", "Button", "Multiselect", "Selectbox", "DateInput")
DRAWN_BY = {"text_box": "TextInput", "pick_many": "ButtonGroup", "pick_one": "ButtonGroup", "switch": "Checkbox",
            "page_number": "NumberInput", "page_of": "NumberInput", "exports": "DownloadButton",
            "database_download": "DownloadButton",
            "table": "DataFrame", "chart": "PlotlyChart"}
"""Function of licensing.widgets -> the Streamlit element it draws; the largest scripts last."""

_ENTRY = re.compile(r'<script type="module"[^>]* src="\./static/(js/[^"]+\.js)"></script>')
_NAMED = re.compile(r'"\./static/([^"]+)"')
_LAZY = re.compile(r"import\([`\"']\./([\w-]+)(\.[^`\"']+\.js)[`\"']\)")
_IMPORTED = re.compile(r"(?:from|import) ?[`\"']\./([^`\"']+\.js)[`\"']")
_HEAD_CHARS = 20_000  # a bundled script imports in its first lines
_WHERE = """<script>
      window.__streamlit = {{
        BACKEND_BASE_URL: location.origin + location.pathname.replace(/\\/({pages})?$/, ""),
        HOST_CONFIG: {{allowedOrigins: [location.origin], useExternalAuthToken: false}},
      }}
    </script>
    """


@dataclass(frozen=True, slots=True)
class Shells:
    """``bodies``: a page's path ("" for the first) -> encoding -> its HTML; ``scripts``: all files they name."""

    bodies: Mapping[str, Mapping[str, bytes]]
    scripts: tuple[str, ...]


class Shell:
    """Answers for the pages' own addresses; all else is Streamlit's."""

    def __init__(self, app: App, pages: Shells) -> None:
        self.app = app
        self.pages = pages.bodies
        self.base = f"/{str(config.get_option('server.baseUrlPath') or '').strip('/')}".rstrip("/")
        self.etags = {page: {coding: f'"{hashlib.sha256(body).hexdigest()[:16]}"' for coding, body in bodies.items()}
                      for page, bodies in self.pages.items()}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        page = self._page(scope) if is_read(scope) else None
        if page is None or page not in self.pages:
            await self.app(scope, receive, send)
            return
        coding = encoding(scope)
        fields = [("content-type", "text/html; charset=utf-8"), ("cache-control", "no-cache")]
        await answer(scope, send, self.pages[page][coding], coding, self.etags[page][coding], fields)

    def _page(self, scope: Scope) -> str | None:
        path = str(scope["path"]).removeprefix(scope.get("root_path", ""))
        return path.removeprefix(self.base)[1:] if path.startswith(f"{self.base}/") else None


def shells(assets: Assets, root: Path = ROOT) -> Shells:
    """Every page's HTML; none where Streamlit's does not look as expected."""
    pages = {"": root / "dashboard.py"} | {path.stem.partition("_")[2]: path for path in
                                           sorted((root / "pages").glob("*.py"))}
    html = _text(assets.folder / "index.html")
    entry = _ENTRY.search(html)
    if entry is None or entry[1] not in assets.names or html.count("  </head>") != 1:
        return Shells({}, ())
    lazy = {name: f"js/{name}{rest}" for name, rest in _LAZY.findall(_text(assets.names[entry[1]]))}
    where = _WHERE.format(pages="|".join(filter(None, pages)))
    named = [name for name in _NAMED.findall(html) if name in assets.names]
    bodies, scripts = {}, dict.fromkeys(named)
    for page, path in pages.items():
        added = list(_needed(elements(_text(path)), lazy, assets, named))
        scripts |= dict.fromkeys(added)
        links = "".join(_link(name) for name in added)
        bodies[page] = _encodings(html.replace(entry[0], where + entry[0]).replace("  </head>", f"{links}  </head>"))
    return Shells(bodies, tuple(scripts))


def elements(source: str) -> tuple[str, ...]:
    """The Streamlit elements that a page draws, by the functions its source calls."""
    drawn = {element: None for name, element in DRAWN_BY.items() if re.search(rf"\b{name}\(", source)}
    return (*FRAME, *drawn)


def _needed(drawn: Iterable[str], lazy: Mapping[str, str], assets: Assets, named: Iterable[str]) -> Iterator[str]:
    """The files of these elements that the HTML does not name yet: their styles, their scripts, what those import."""
    seen = set(named)
    for element in drawn:
        waiting = [lazy[element]] if lazy.get(element) in assets.names else []
        styles = [name for name in assets.names if re.fullmatch(rf"css/{element}\.[\w-]+\.css", name)]
        found = []
        while waiting:
            name = waiting.pop()
            if name in seen or name not in assets.names:
                continue
            seen.add(name)
            found.append(name)
            waiting += [f"js/{other}" for other in _IMPORTED.findall(_text(assets.names[name], _HEAD_CHARS))]
        yield from styles if found else ()
        yield from reversed(found)


def _link(name: str) -> str:
    if name.endswith(".css"):
        return f'    <link rel="preload" as="style" crossorigin href="./static/{name}">\n'
    return f'    <link rel="modulepreload" crossorigin fetchpriority="low" href="./static/{name}">\n'


def _encodings(html: str) -> dict[str, bytes]:
    return {coding: compressed(html.encode(), coding) for coding in ("identity", "gzip", "br")}


def _text(path: Path, chars: int = -1) -> str:
    """A file's text, or its first characters; empty for one that can't be read."""
    try:
        with path.open(encoding="utf-8") as file:
            return file.read(chars)
    except (OSError, UnicodeDecodeError):
        return ""
