"""Colours, marks and dashes: every difference is shown twice, so that no one has to tell colours apart.

After Okabe and Ito, darkened or lightened until each has 3:1 against both grounds of the theme.
"""

from __future__ import annotations

BLUE, ORANGE, GREEN, PINK, OCHRE, GREY = "#2F7FC1", "#C65A00", "#0A8F6C", "#B0568F", "#A27100", "#6F7682"
TEAL, VIOLET = "#2B8AA8", "#8A6BBE"

STATUS_COLOURS = {
    "licensed": GREEN, "deemed": BLUE, "in_principle": TEAL, "applicant": OCHRE, "sandbox": VIOLET,
    "closing_down": ORANGE, "suspended": ORANGE, "withdrawn": GREY, "returned": GREY, "refused": PINK,
    "ceased": GREY, "revoked": PINK,
}
STATUS_PATTERNS = {"licensed": "", "deemed": "/", "in_principle": ".", "applicant": "-", "sandbox": "x",
                   "closing_down": "\\", "suspended": "|"}
STATUS_DASHES = {"licensed": "solid", "deemed": "dash", "applicant": "dot", "in_principle": "dashdot",
                 "sandbox": "longdash"}

EVENT_MARKS = {
    "applied": "circle", "deemed": "diamond", "in_principle": "diamond-tall", "licensed": "star",
    "uplifted": "triangle-up", "withdrawn": "x", "returned": "triangle-left", "refused": "cross",
    "suspended": "square", "revoked": "hexagon", "ceased": "hourglass", "warned": "triangle-down",
}
"""Filled white with a dark rim: an open mark would show only its rim, and vanish on one of the two grounds."""
CATEGORY_COLOURS = {"licensed": GREEN, "deemed": BLUE, "applicants": OCHRE, "interested": PINK, "in_principle": TEAL,
                    "withdrawn": GREY, "sandbox": VIOLET, "unlicensed": ORANGE, "other": GREY}
CATEGORY_MARKS = {"licensed": "circle", "deemed": "diamond", "applicants": "square", "interested": "star",
                  "in_principle": "hexagon", "withdrawn": "x", "sandbox": "pentagon", "unlicensed": "cross",
                  "other": "circle-open"}
KIND_COLOURS = {"total": BLUE, "capital": GREEN, "fee": OCHRE, "professional": PINK, "operating": TEAL,
                "penalty": ORANGE, "other": GREY}
KIND_MARKS = {"total": "circle", "capital": "square", "fee": "diamond", "professional": "star", "operating": "hexagon",
              "penalty": "cross", "other": "circle-open"}

FAINT = "rgba(128,128,128,0.35)"
