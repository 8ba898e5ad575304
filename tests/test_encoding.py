"""Bytes to text, whatever the label says."""

from __future__ import annotations

import gzip

import pytest

from ingest.encoding import decode, undo_double_encoding, unpack
from licensing.model import FeedError
from licensing.settings import MAX_BODY_BYTES

TRADITIONAL = ("<rss><title>證監會公布新的發牌制度，三間虛擬資產交易平台獲批，市場人士認為有助香港發展金融科技，"
               "另有兩間撤回申請。</title></rss>")
SIMPLIFIED = "<rss><title>证监会公布新的发牌制度，三间虚拟资产交易平台获批，市场人士认为有助香港发展。</title></rss>"
CANTONESE = "<rss><title>佢哋話嘅嘢係咪真係咁㗎，市民唔會知，香港人都係咁講</title></rss>"


def labelled(text: str, name: str) -> str:
    return f'<?xml version="1.0" encoding="{name}"?>{text}'


@pytest.mark.parametrize(("text", "label", "actual"), [
    (TRADITIONAL, "big5", "big5"), (TRADITIONAL, "Big5-HKSCS", "big5hkscs"), (CANTONESE, "big5", "big5hkscs"),
    (SIMPLIFIED, "gb2312", "gb18030"), (SIMPLIFIED, "GBK", "gbk"), (TRADITIONAL, "UTF-8", "utf-8"),
    (TRADITIONAL, "big5", "utf-8"), (TRADITIONAL, "iso-8859-1", "utf-8"), (TRADITIONAL, "no-such-thing", "utf-8"),
    (TRADITIONAL, "utf-8", "big5"), (SIMPLIFIED, "utf-8", "gb18030"), (SIMPLIFIED, "iso-8859-1", "gb18030"),
    ("<rss>café “x”</rss>", "iso-8859-1", "cp1252"), ("<rss>café</rss>", "utf-8", "cp1252"),
    (TRADITIONAL, "utf-16", "utf-16"),
])
def test_the_bytes_decide_where_the_label_is_wrong(text: str, label: str, actual: str) -> None:
    document = labelled(text, label)
    assert decode(document.encode(actual), None).text == document


@pytest.mark.parametrize("actual", ["big5", "gb18030", "utf-8"])
def test_chinese_without_any_label_is_recognised(actual: str) -> None:
    text = SIMPLIFIED if actual == "gb18030" else TRADITIONAL
    assert decode(text.encode(actual), "text/xml").text == text


def test_the_header_s_label_counts_where_the_document_has_none() -> None:
    assert decode(CANTONESE.encode("big5hkscs"), "text/xml; charset=Big5").text == CANTONESE


def test_one_broken_byte_is_repaired_and_nothing_else() -> None:
    body = TRADITIONAL.encode()
    at = body.index("會".encode()) + 1
    decoded = decode(body[:at] + b"\xff" + body[at + 1:], None)
    assert decoded.text.count("\ufffd") >= 1
    assert decoded.text.replace("\ufffd", "") == TRADITIONAL.replace("會", "", 1)
    assert decoded.note is not None and "broken" in decoded.note


def test_a_body_cut_in_the_middle_of_a_character_stays_readable() -> None:
    body = TRADITIONAL.encode()
    cut = body[: body.index("撤".encode()) + 2]
    assert decode(cut, None).text.startswith(TRADITIONAL[:40])


def test_one_broken_byte_in_big5_stays_big5() -> None:
    body = labelled(TRADITIONAL, "big5").encode("big5")
    assert "虛擬資產交易平台" in decode(body[:60] + b"\xff\xff" + body[60:], None).text


@pytest.mark.parametrize(("wrong", "right"), [
    ("donâ€™t", "don’t"), ("cafÃ©", "café"), ("café", "café"), ("plain", "plain"), ("證監會", "證監會"), ("", ""),
])
def test_text_encoded_twice_is_undone(wrong: str, right: str) -> None:
    assert undo_double_encoding(wrong) == right


def test_a_gzip_file_is_unpacked_up_to_the_cap() -> None:
    assert unpack(gzip.compress(b"<rss/>")) == b"<rss/>"
    assert unpack(b"<rss/>") == b"<rss/>"
    with pytest.raises(FeedError, match="over 20 MB"):
        unpack(gzip.compress(b"\0" * (MAX_BODY_BYTES + 1)))
    with pytest.raises(FeedError, match="can't be unpacked"):
        unpack(b"\x1f\x8b" + b"\xff" * 20)


@pytest.mark.parametrize("label", ["idna", "punycode", "base64", "bz2", "zlib", "rot13", "unicode_escape", "undefined",
                                   "hex", "utf-7", "x" * 39])
def test_a_label_that_is_no_encoding_is_no_label(label: str) -> None:
    body = labelled(TRADITIONAL, label).encode()
    assert decode(body, f"text/xml; charset={label}").text == labelled(TRADITIONAL, label)
    assert decode(b"<rss>caf\xe9</rss>", f"text/xml; charset={label}").text == "<rss>café</rss>"
