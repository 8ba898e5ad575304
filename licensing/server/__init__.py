"""How the dashboard is served, from the outside in: headers, Streamlit's scripts, the pages' HTML, downloads.

Streamlit sends its 9 MB of scripts uncompressed and lets a browser find them one after the other. Here each is
compressed once and kept, and a page names at once every script it will need; a download is compressed as it goes out.
Whatever of Streamlit's files does not look as expected is left to Streamlit.
"""

from __future__ import annotations

from starlette.middleware import Middleware

from licensing.server.assets import Assets, StaticFiles
from licensing.server.downloads import Downloads
from licensing.server.headers import SecurityHeaders
from licensing.server.shell import Shell, shells


def middleware() -> list[Middleware]:
    """What wraps the app, outermost first."""
    assets = Assets()
    pages = shells(assets)
    return [Middleware(SecurityHeaders), Middleware(StaticFiles, assets=assets, first=pages.scripts),
            Middleware(Shell, pages=pages), Middleware(Downloads)]
