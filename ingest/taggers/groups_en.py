"""Firms that an English sentence names together: those of a list act as one, those that explain another do not act."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.taggers.lexicon import FIRM, NUMBER, Token

_LINKS_IN_A_LIST = frozenset({"comma", "and", "including", "quote", "firm"})
_OWNING = frozenset({"agent", "of", "arm", "negation", "user", "among"})
_OWNED = frozenset({"license", "licensed", "licensees", "applicants"})
_BECAME_OF_IT = frozenset({"withdraw", "return", "refuse", "license", "upgrade", "suspend", "revoke"})
_LISTS_ON = (["comma", FIRM], ["and", FIRM], ["comma", "and", FIRM])
_ENDS_AN_EXPLANATION = frozenset({FIRM, "comma", "stop", "while", "relative", "dash"})


def group_firms(tokens: Sequence[Token], headline: bool = False) -> tuple[Token, ...]:
    """Make "X, Y and Z" one token. A firm in brackets after another ("X (Y)") explains it and does not act.

    Outside headlines "X, Y" is no list of two but an explanation; so is Z in "X and Y, Z".
    """
    tokens = owners_marked([_in_a_list(tokens, i) for i in range(len(tokens))])
    grouped: list[Token] = []
    i = 0
    while i < len(tokens):
        token = tokens[i]
        if token.kind != FIRM:
            grouped.append(token)
            i += 1
            continue
        i += 1
        joined = False
        while token.form == "":
            last = _next_in_list(tokens, i)
            if last is None:
                break
            other = tokens[last]
            by_comma = all(t.kind in ("comma", "firm") for t in tokens[i:last])
            if by_comma and (joined or not (headline or _is_long_list(tokens, i, last, token))):
                break
            joined = joined or not by_comma
            token = Token(FIRM, other.form, token.start, other.end, token.at, token.firms + other.firms, other.at)
            i = last + 1
        grouped.append(token)
        i = _after_bracketed_firm(tokens, i)
    return tuple(_itself(grouped, i) for i in range(len(grouped)))


def _itself(tokens: Sequence[Token], i: int) -> Token:
    """The "it" of "X said it had applied", as X."""
    token = tokens[i]
    if token.kind != "coreference" or i < 2 or tokens[i - 1].kind != "said":
        return token
    firm = tokens[i - 2]
    said = firm.kind == FIRM and firm.form == "" and len(firm.firms) == 1 and token.at - firm.last_at <= 3
    return token._replace(kind=FIRM, firms=firm.firms) if said else token


def owners_marked(tokens: Sequence[Token]) -> Sequence[Token]:
    """Mark those who only explain a firm: Y of "X, owned by the broker Y, applied", of "X, part of Y, applied"."""
    marked = list(tokens)
    for i in range(len(tokens) - 1):
        if tokens[i].kind == FIRM and not tokens[i].form and tokens[i + 1].kind == "comma":
            for owner in _owners(tokens, i + 2):
                marked[owner] = tokens[owner]._replace(form="-")
    return marked


def _owners(tokens: Sequence[Token], start: int) -> Sequence[int]:
    """The firms at the end of an explanation that begins at ``start`` and is closed by a comma."""
    if start < len(tokens) and tokens[start].kind == "relative":
        start += 1  # "X, whose shareholders are Y and Z, applied"
    first = next((j for j in range(start, len(tokens)) if tokens[j].kind in _ENDS_AN_EXPLANATION), len(tokens))
    if first == len(tokens) or tokens[first].kind != FIRM or not any(t.kind in _OWNING for t in tokens[start:first]):
        return ()
    if any(t.kind in _OWNED for t in tokens[start:first]):
        return ()  # "Y, parent of the licensed exchange X, …"
    owners, last = [first], first
    while (found := _listed_next(tokens, last)) is not None:
        if len(owners) == 1 and found - last == 3 and tokens[last + 1].kind == "comma":
            break  # "X, backed by Y, and Z, …": Z owns nothing
        owners.append(last := found)
    if _closes(tokens, last) or (len(owners) > 1 and _ends(tokens, last)):
        return owners
    if _closes(tokens, first):
        return owners[:1]
    return _of_an_aside(tokens, first)


def _of_an_aside(tokens: Sequence[Token], first: int) -> Sequence[int]:
    """The firms of an aside that the sentence's verb follows: "X, operator of Y and part of the group Z, has …"."""
    found = [first]
    for j in range(first + 1, min(first + 8, len(tokens) - 1)):
        token, following = tokens[j], tokens[j + 1]
        if token.kind == FIRM:
            found.append(j)
        elif token.kind == "comma":
            return found if following.kind in ("have", "be", "said") and following.at - token.at <= 1 else ()
        elif (token.form and token.kind != "list") or token.kind in ("stop", "while", "said", "have", "be"):
            return ()
    return ()


def _listed_next(tokens: Sequence[Token], last: int) -> int | None:
    kinds = [token.kind for token in tokens[last + 1 : last + 4]]
    if kinds == ["and", "firm", FIRM]:
        return last + 3  # "A and the telecoms group B"
    return next((last + n for n in (2, 3) if kinds[:n] in _LISTS_ON and len(kinds) >= n), None)


def _ends(tokens: Sequence[Token], last: int) -> bool:
    return last + 1 == len(tokens) or tokens[last + 1].kind == "stop"


def _closes(tokens: Sequence[Token], last: int) -> bool:
    return last + 1 < len(tokens) and tokens[last + 1].kind == "comma"


def _in_a_list(tokens: Sequence[Token], i: int) -> Token:
    """A semicolon between firms ("X; Y; and Z") is a comma."""
    token = tokens[i]
    if token.kind == "stop" and 0 < i < len(tokens) - 1 and tokens[i - 1].kind == FIRM:
        following = tokens[i + 1 : i + 3]
        if following[0].kind == FIRM or [t.kind for t in following] == ["and", FIRM]:
            return token._replace(kind="comma")
    return token


def _next_in_list(tokens: Sequence[Token], i: int) -> int | None:
    """Index of the firm that goes on the list which ended before ``i``; None when the list is over."""
    if i > len(tokens):
        return None
    began = tokens[i - 1].at
    comma = False
    for j in range(i, min(i + 5, len(tokens))):
        token = tokens[j]
        if token.kind == "open" and j + 1 < len(tokens) and tokens[j + 1].kind in _BECAME_OF_IT:
            return None  # "X (withdrawn), Y (returned)"
        if token.kind == "open":
            return _next_in_list(tokens, _after_a_bracket(tokens, j)) if j == i else None
        if token.kind == FIRM and token.form == "-" and j > i:
            continue  # "A, X-backed B and C"
        if token.kind == FIRM:
            led = tokens[j - 1].kind == "agent"  # "X, Y and a group led by Z"
            linked = j > i and token.at - began <= (7 if led else 4)
            linked = linked or (token.start == tokens[i - 1].end + 1 and j == i)
            return j if linked and token.form != "-" and not (token.form == "'s" and comma and j == i + 1) else None
        from_to = token.kind == "to" and j == i and i >= 2 and tokens[i - 2].kind == "from"  # "from X to Y"
        one_each = [t.kind for t in tokens[j - 2 : j]] == ["and", "firm"]  # "one to X and one to Y"
        again = token.kind in ("to", "for", "from", "agent") and (tokens[j - 1].kind == "and" or one_each)
        if token.kind not in _LINKS_IN_A_LIST and not from_to and not again:
            return None
        comma = comma or token.kind == "comma"
    return None


def _is_long_list(tokens: Sequence[Token], i: int, last: int, so_far: Token) -> bool:
    """Whether more firms follow the one at ``last``, or came before: "X, Y, Z" is a list, "X, Y" is not."""
    opened = i >= 2 and tokens[i - 2].kind in ("including", "colon", "open")
    kinds = [token.kind for token in tokens[last + 1 : last + 3]]
    goes_on = (kinds[:1] == ["and"] and kinds[1:] in (["firms"], ["number"], [FIRM])) or kinds == ["comma", FIRM]
    kinds = [token.kind for token in tokens[last + 1 : last + 4]]
    goes_on = goes_on or kinds in (["comma", "and", "firms"], ["comma", "and", NUMBER])
    return len(so_far.firms) > 1 or opened or goes_on or _next_in_list(tokens, last + 1) is not None


def _after_a_bracket(tokens: Sequence[Token], i: int) -> int:
    """The index behind the bracket that opens at ``i``, brackets in it being passed; the end if it does not close."""
    depth = 0
    for j in range(i, min(i + 14, len(tokens))):
        depth += (tokens[j].kind == "open") - (tokens[j].kind == "close")
        if depth == 0:
            return j + 1
    return len(tokens)


def _after_bracketed_firm(tokens: Sequence[Token], i: int) -> int:
    """Skip "(Y)" and "(formerly Y)" at ``i``: brackets with nothing but firms in them."""
    if i < len(tokens) and tokens[i].kind == "open":
        j = i + 1
        while j < len(tokens) and tokens[j].kind in (FIRM, "quote", "comma"):
            j += 1
        if j < len(tokens) and j > i + 1 and tokens[j].kind == "close":
            return j + 1
    return i
