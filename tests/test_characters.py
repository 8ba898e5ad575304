"""The table of characters says what OpenCC says."""

from __future__ import annotations

from opencc import OpenCC

from licensing.characters import simplified_only, simplified_signs, traditional_only

ALL = [chr(code) for start, end in ((0x3400, 0x4DC0), (0x4E00, 0xA000), (0xF900, 0xFB00)) for code in range(start, end)]
COMMON = [sign for sign in ALL if "\u4e00" <= sign < "\ua000"]


def converted(signs: list[str], how: str) -> dict[str, str]:
    """Of these characters those that OpenCC writes in another way, each by itself."""
    found = zip(signs, OpenCC(how).convert("\n".join(signs)).split("\n"), strict=True)
    return {sign: other for sign, other in found if sign != other}


def test_every_traditional_character_has_opencc_s_simplified_one() -> None:
    expected = {ord(sign): plain for sign, plain in converted(ALL, "t2s").items() if len(plain) == 1}
    assert simplified_signs() == expected


def test_a_character_of_one_script_is_never_written_in_the_other() -> None:
    traditional, simplified = set(converted(COMMON, "t2s")), set(converted(COMMON, "s2t"))
    assert traditional_only() == traditional - simplified
    assert simplified_only() == simplified - traditional
