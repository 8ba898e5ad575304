"""Words of others, shown as words: the two ways to take their meaning from markdown and from HTML."""

from __future__ import annotations

import html
import re

_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>()#+\-.!|~$:&^=@/])")


def literal(text: str) -> str:
    """For a place that reads markdown: shown as it stands - no image, link, colour, formula or emoji code in it acts.

    >>> literal("![x](http://a) $5 :red[b]")
    '\\\\!\\\\[x\\\\]\\\\(http\\\\:\\\\/\\\\/a\\\\) \\\\$5 \\\\:red\\\\[b\\\\]'
    """
    return _MARKDOWN.sub(r"\\\1", " ".join(text.split()))


def escaped(text: object) -> str:
    """For a place that reads HTML; a missing value is "".

    >>> escaped("<b>&")
    '&lt;b&gt;&amp;'
    """
    return html.escape(text, quote=True) if isinstance(text, str) else "" if text is None or text != text else str(text)


def web_address(url: object) -> str | None:
    """The address if it is http(s), else None: nothing else becomes a link."""
    return url if isinstance(url, str) and re.match(r"https?://[^\s\"'<>]+$", url, re.I) else None
