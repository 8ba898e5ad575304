"""Which sentence above a list, or an enumeration, says what its firms are."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.taggers.facts import Reading
from ingest.taggers.headings import counted, is_enumeration, is_heading, role_given
from ingest.taggers.lexicon import FirmSpan, word_list
from ingest.taggers.phrasing import MASK

_COUNTS_LEAVERS = re.compile(
    rf"\b(?:{'|'.join(word_list('en', 'small_numbers'))}|\d+)\s(?:[a-z]+ ){{0,2}}(?:platforms|exchanges|firms|companies"
    r"|applicants) (?:have )?(?:pulled out|withdr|dropped out|backed out|abandoned|given up|gave up)"
)
_GIVES_A_LIST = re.compile(
    r"\b(?:announced|unveiled|published|named|released|disclosed|revealed|has) (?:the |its |a |an )?(?:[a-z]+ ){0,3}"
    r"(?:lists?|names|batch|participants|applicants|licensees|members|line-?up)\b"
)
_TELLS_ITS_OWN = re.compile(r"\s*[•*\u2013-]\s.*[^:\s]\s*$")  # an item of the list, which is no heading over it
_ARE_THE_NAMES = re.compile(
    r" (?:are|were) (?:the|their) (?:names|platforms|sites|ones)(?: in question| concerned)?[.,;]"
)
_HAD_TO_WAIT = re.compile(r"\b(?:took until|had to wait|waited|still wait|has yet|have yet)")  # "the third, X, waited"
_AT_THE_START = 4  # characters into the sentence


def names_those_of(reading: Reading, number: int, spans: Sequence[FirmSpan]) -> bool:
    """Whether a sentence names those that the one before counts: "Six platforms have pulled out. X and Y went in May,
    then Z."; or gives: "It published the list of participants. X, Y and Z will …" Three firms at least, where the
    sentence before names none."""
    if len(spans) < 3 or number == 0 or reading.sentences[number - 1].field != reading.sentences[number].field:
        return False
    before = reading.sentences[number - 1]
    if spans[0].start <= _AT_THE_START and _ARE_THE_NAMES.search(reading.sentences[number].folded, spans[-1].end):
        return True
    if number - 1 not in reading.verbs and spans[0].start <= _AT_THE_START and _GIVES_A_LIST.search(before.folded):
        return True
    return _COUNTS_LEAVERS.search(before.folded) is not None and number - 1 not in reading.verbs


def find_above(reading: Reading, number: int, masked: str, item: bool) -> int | None:
    """The sentence that an enumeration goes on from, or the heading over a list; None where this is neither."""
    sentences = reading.sentences
    above = number - 1
    if is_enumeration(masked) and _HAD_TO_WAIT.search(masked) is None:
        forms = counted(masked)
        if (
            masked.startswith((f"{MASK} did", "another", "the second", "the third", "the other"))
            and above in reading.items
        ):
            above = reading.items[above] or 0
            reading.items[number] = above
        elif masked.startswith((f"{MASK} did", "so ", "one", "another", "the first")):
            reading.items[number] = above
            return above if above >= 0 else None
        for earlier in range(above, max(above - 5, -1), -1):
            if any(re.search(rf"(?<![\w]){form}(?![\w])", sentences[earlier].folded) for form in forms):
                return earlier
        if masked.startswith("also there"):
            above = next(
                (n for n in range(above, max(above - 3, -1), -1) if role_given(sentences[n].folded, False)), above
            )
        return above if above >= 0 and not sentences[above].elsewhere and above not in reading.items else None
    if not item:
        return None
    while above not in reading.items and above > 0 and _TELLS_ITS_OWN.match(sentences[above].folded):
        above -= 1
    if above < 0 or sentences[above].field != sentences[number].field:
        return None
    if above in reading.items:
        heading = reading.items[above]
    else:
        over = sentences[above]
        heading = above if is_heading(over.folded) and not over.elsewhere else None
    reading.items[number] = heading
    return heading
