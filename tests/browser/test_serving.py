"""What goes over the line: compressed, early, once, under our headers, and nothing from elsewhere."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, Response
from websockets.sync.client import connect

from licensing.server.headers import HEADERS
from tests.browser.conftest import opened

pytestmark = pytest.mark.browser
VIEWS = ["", "Timeline", "Articles", "Compliance_costs?lang=zh", "Licensees?profile=osl"]


def answers(page: Page, address: str) -> list[Response]:
    """All answers over HTTP that a browser does not have already."""
    got: list[Response] = []
    page.on("response", lambda answer: got.append(answer))
    opened(page, address)
    return [answer for answer in got if answer.url.startswith("http")]


@pytest.mark.parametrize("view", VIEWS)
def test_every_answer_has_our_headers_and_scripts_are_compressed(view: str, page: Page, dashboard: str) -> None:
    got = answers(page, f"{dashboard}/{view}")
    assert len(got) > 60
    for answer in got:
        headers = answer.headers
        assert (answer.url, {name: headers.get(name) for name in HEADERS}) == (answer.url, HEADERS)
        if answer.url.endswith((".js", ".css")) or answer.request.resource_type == "document":
            assert (answer.url, headers.get("content-encoding")) == (answer.url, "br")


@pytest.mark.parametrize("view", ["Timeline", "Articles"])
def test_a_returning_visitor_asks_for_no_script_again(view: str, page: Page, dashboard: str) -> None:
    opened(page, f"{dashboard}/{view}")
    assert len(page.evaluate(_SENT)) > 60
    opened(page, f"{dashboard}/{view}")
    assert page.evaluate(_SENT) == []


_SENT = """() => performance.getEntriesByType('resource').filter(e => e.transferSize > 0).map(e => e.name)
                .filter(name => name.includes('/static/'))"""


@pytest.mark.parametrize("view", ["", "Timeline", "Articles"])
def test_the_server_is_found_at_the_first_address(view: str, page: Page, dashboard: str) -> None:
    missed: list[str] = []
    page.on("response", lambda answer: missed.append(answer.url) if answer.status >= 400 else None)
    opened(page, f"{dashboard}/{view}")
    page.wait_for_timeout(500)
    assert missed == []


@pytest.mark.parametrize("view", ["", "Timeline", "Articles", "Sources"])
def test_what_a_page_needs_is_named_in_its_html(view: str, page: Page, dashboard: str) -> None:
    html = page.request.get(f"{dashboard}/{view}").text()
    loaded: list[str] = []
    page.on("request", lambda request: loaded.append(request.url.rpartition("/")[2]) if request.url.endswith(".js") else None)
    opened(page, f"{dashboard}/{view}")
    assert [name for name in loaded if name not in html] == []


def test_what_a_page_is_made_of_is_sent_compressed(dashboard: str) -> None:
    with connect(f"{dashboard.replace('http', 'ws', 1)}/_stcore/stream", subprotocols=["streamlit"]) as socket:
        assert "permessage-deflate" in socket.response.headers["Sec-WebSocket-Extensions"]
