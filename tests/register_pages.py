"""Register pages for tests, built the way the regulators build theirs: our own rows in their known shape."""

from __future__ import annotations

from collections.abc import Sequence

LICENSED = [
    ("BPJ213", "OSL Digital Securities Limited", "OSL數字證券有限公司", "OSL Exchange", "15/12/2020"),
    ("BPL992", "Hash Blockchain Limited", "\x00", "HashKey Exchange", "09/11/2022"),
    ("BPW549", "Hong Kong Virtual Asset Exchange Limited", "香港虛擬資產交易所有限公司", "HKVAX", "03/10/2024"),
    ("BUA970", "Accumulus GBA Technology (Hongkong) Co., Limited", "", "Accumulus", "18/12/2024"),
    ("BUN619", "DFX Labs Company Limited", "DFX Labs Company Limited", "DFX Labs", "18/12/2024"),
    ("BUT670", "EXIO Limited", "", "EX.IO", "18/12/2024"),
    ("BPO721", "Hong Kong Digital Asset EX Limited", "", "HKbitEX", "18/12/2024"),
    ("BUY578", "Panthertrade (Hong Kong) Limited", "", "PantherTrade", "27/01/2025"),
    ("BUT913", "YAX (Hong Kong) Limited", "", "YAX", "27/01/2025"),
    ("BUQ956", "Bullish HK Markets Limited", "", "Bullish", "18/02/2025"),
    ("BSI739", "Hong Kong BGE Limited", "", "BGE", "17/06/2025"),
    ("BTF116", "Victory Fintech Company Limited", "", "VDX", "13/02/2026"),
    ("BUY737", "NewBX Limited", "", "Bixin.com", "18/05/2026"),
]
APPLICANTS = [("Made Up Applicant Limited", "MadeUp", "02/09/2026"), ("Another Hopeful Limited", "Hopeful", "03/09/2026")]
REMOVED = [("Gave Up Limited", "GaveUp", "31/05/2024", "Withdrawn"), ("Sent Back Limited", "SentBack", "07/06/2024", "Returned")]
ISSUERS = [("Anchorpoint Financial Limited", "FRS01", "10/04/2026"),
           ("The Hongkong and Shanghai Banking Corporation Limited", "FRS02", "10/04/2026")]
HEADERS = ("CE Reference", "English name", "Chinese name", "Platform", "Date of licence")


def vatp_page(
    licensed: Sequence[tuple[str, ...]] = LICENSED, applicants: Sequence[tuple[str, ...]] = APPLICANTS,
    removed: Sequence[tuple[str, ...]] = REMOVED, deemed: Sequence[tuple[str, ...]] = (), marker: str = "table-vatp-licensed",
    headers: Sequence[str] = HEADERS,
) -> bytes:
    """The SFC's page of lists: a layout table first, then one table a status, cells padded with no-break spaces."""
    stale = '<a href="https://apps.sfc.hk/publicregWeb/corp/ZZZ999/details?locale=en"></a>'
    rows = "".join(
        f'<tr><td><a href="https://apps.sfc.hk/publicregWeb/corp/{ce}/details?locale=en">{ce}</a>{stale}&nbsp;</td>'
        f"<td>{name}&nbsp;</td><td>{chinese}</td><td>\u00a0{platform}</td><td>{day}&nbsp;</td></tr>"
        for ce, name, chinese, platform, day in licensed
    )
    return f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Lists of platforms</title></head><body>
    <table class="layout"><tr><td>Home</td><td>Licensed operators</td></tr></table>
    <h2>Licensed virtual asset trading platforms</h2><div class="{marker}"></div>
    <table><thead><tr>{_cells(headers, "th")}</tr></thead><tbody>{rows}</tbody></table>
    {_list("Platforms deemed to be licensed", ("Name of applicant", "Platform", "Date of application"), deemed) if deemed else ""}
    {_list("Applicants for a licence", ("Name of applicant", "Platform", "Date of application"), applicants)}
    {_list("Applicants whose applications were returned, refused or withdrawn",
           ("Name of applicant", "Platform", "Date", "Status"), removed)}
    <p>Last update: 20/11/2026</p></body></html>""".encode()


def issuers_page(issuers: Sequence[tuple[str, str, str]] = ISSUERS) -> bytes:
    """The HKMA's register: merged headers, the address inside the name cell."""
    rows = "".join(
        f"<tr><td>{name}<br>Address: 1 Example Road, Hong Kong</td><td>1 Example Road</td><td>Hong Kong</td><td>{number}</td>"
        f"<td>{day}</td></tr>" for name, number, day in issuers
    )
    return f"""<html><head><meta charset="utf-8"></head><body><table><thead>
    <tr><th rowspan="2">Name of licensee</th><th colspan="2">Place of business</th><th colspan="2">Licence</th></tr>
    <tr><th>Street</th><th>District</th><th>Licence number</th><th>Effective date</th></tr>
    </thead><tbody>{rows}</tbody></table></body></html>""".encode()


def alerts_page(rows: Sequence[tuple[str, str, str]]) -> bytes:
    """The SFC's list of suspicious platforms: (name, websites, DD/MM/YYYY); a layout table comes first."""
    body = "".join(f'<tr><td><a href="/en/alert-list/{n}">{name}</a></td><td>{sites}</td><td>{day}</td></tr>'
                   for n, (name, sites, day) in enumerate(rows))
    return f"""<html><body><table><tr><td>menu</td></tr></table>
    <div class="table-container main-style alert-list-table"><table><thead><tr><th>Name</th><th>Website</th><th>Date</th></tr>
    </thead><tbody id="alert-list-append-here">{body}</tbody></table></div></body></html>""".encode()


def _list(title: str, headers: Sequence[str], rows: Sequence[tuple[str, ...]]) -> str:
    body = "".join(f"<tr>{_cells(row, 'td')}</tr>" for row in rows)
    return f"<h2>{title}</h2><table><tr>{_cells(headers, 'th')}</tr>{body}</table>"


def _cells(texts: Sequence[str], tag: str) -> str:
    return "".join(f"<{tag}>{text}</{tag}>" for text in texts)
