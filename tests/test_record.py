"""The record: who stood where on a day, how long it took, and whether the press agrees."""

from __future__ import annotations

from datetime import date

import pytest

from licensing.model import Event, LicenceEvent, Precision, Regime, Status
from licensing.reconcile import Agreement, Report, reconcile, tally
from licensing.reference import load_reference
from licensing.standing import standing_on, tally_on
from licensing.time_in_stage import MIN_N, Stage, cohorts_frame, stages, stages_frame

EVENTS = load_reference().licence_events


@pytest.mark.parametrize(("day", "licensed", "deemed", "issuers"), [
    ("2020-12-14", 0, 0, 0), ("2020-12-15", 1, 0, 0), ("2022-11-09", 2, 0, 0),
    ("2023-08-03", 2, 0, 0), ("2024-03-01", 2, 0, 0), ("2024-05-31", 2, 0, 0), ("2024-06-01", 2, 11, 0),
    ("2024-10-03", 3, 11, 0), ("2024-12-17", 3, 11, 0), ("2024-12-18", 7, 7, 0), ("2025-01-27", 9, 5, 0), ("2025-06-17", 11, 4, 0),
    ("2026-02-13", 12, None, 0), ("2026-04-10", 12, None, 2), ("2026-05-18", 13, None, 2), ("2026-10-10", 13, 3, 2),
])
def test_licensed_and_deemed_on_a_day_match_the_dossier(day: str, licensed: int, deemed: int | None, issuers: int) -> None:
    counts = tally_on(EVENTS, date.fromisoformat(day))
    assert counts.get(("VATP", "licensed"), 0) == licensed
    assert counts.get(("stablecoin", "licensed"), 0) == issuers
    if deemed is not None:
        assert counts.get(("VATP", "deemed"), 0) == deemed


def event(status: Status, on: str, precision: Precision = Precision.DAY, slug: str = "a") -> LicenceEvent:
    return LicenceEvent(slug, Regime.VATP, status, on, precision, "reference", "https://example.org", "", date(2026, 1, 1))


def test_a_month_is_not_its_first_day() -> None:
    told = [event(Status.APPLICANT, "2024-02", Precision.MONTH)]
    assert not len(standing_on(told, date(2024, 2, 15)))
    assert len(standing_on(told, date(2024, 2, 29))) == 1


def test_before_a_firm_was_seen_nothing_is_known_of_it() -> None:
    told = [event(Status.LICENSED, "2026-10-10", Precision.OBSERVED)]
    assert not len(standing_on(told, date(2026, 10, 9)))


def test_of_two_events_on_one_day_the_later_row_stands() -> None:
    told = [event(Status.APPLICANT, "2024-02-20"), event(Status.WITHDRAWN, "2024-02-20")]
    assert list(standing_on(told, date(2024, 3, 1))["status"]) == ["withdrawn"]


def test_deemed_is_not_counted_as_licensed() -> None:
    counts = tally_on([event(Status.DEEMED, "2024-06-01")], date(2024, 6, 1))
    assert counts == {("VATP", "deemed"): 1}


@pytest.mark.parametrize(("told", "expected"), [
    ([event(Status.APPLICANT, "2024-02-20"), event(Status.WITHDRAWN, "2024-02-23")], [("applicant-removed", 3, True)]),
    ([event(Status.APPLICANT, "2024-02-20"), event(Status.DEEMED, "2024-06-01"), event(Status.LICENSED, "2024-12-18")],
     [("applicant-deemed", 102, True), ("applicant-licensed", 302, True), ("deemed-licensed", 200, True)]),
    ([event(Status.APPLICANT, "2019-11", Precision.MONTH), event(Status.LICENSED, "2020-12-15")], [("applicant-licensed", 381, False)]),
    ([event(Status.APPLICANT, "2024-02-01", Precision.OBSERVED), event(Status.LICENSED, "2024-03-01")], [("applicant-licensed", 29, False)]),
    ([event(Status.APPLICANT, "2024-02-20"), event(Status.WITHDRAWN, "2024-02-23"), event(Status.APPLICANT, "2024-02-26"),
      event(Status.WITHDRAWN, "2024-05-14")], [("applicant-removed", 3, True), ("applicant-removed", 78, True)]),
    ([event(Status.LICENSED, "2024-02-20")], []),
    ([event(Status.WITHDRAWN, "2024-02-20")], []),
    ([event(Status.APPLICANT, "2024-02-20"), event(Status.WITHDRAWN, "2024-05-01", Precision.OBSERVED)], []),
    ([event(Status.APPLICANT, "2024-02", Precision.MONTH), event(Status.WITHDRAWN, "2024-02-20")], []),
])
def test_a_duration_is_what_the_dates_make_certain(told: list[LicenceEvent], expected: list[tuple[str, int, bool]]) -> None:
    assert [(s.stage, s.days, s.exact) for s in stages(told)] == expected


def test_too_few_durations_give_no_figure_but_their_number() -> None:
    few = [Stage("a", "VATP", "deemed-licensed", "2024-06-01", "2024-12-18", 200, True)] * (MIN_N - 1)
    frame = cohorts_frame(few)
    assert list(frame["n"]) == [MIN_N - 1, MIN_N - 1]
    assert frame["median_days"].isna().all()
    assert cohorts_frame(few * 2)["median_days"].notna().all()


def test_empty_frames_have_their_columns() -> None:
    assert list(stages_frame([])) == ["firm_slug", "regime", "stage", "began_on", "ended_on", "days", "exact"]
    assert list(cohorts_frame([])) == ["regime", "stage", "year", "n", "n_exact", "median_days", "min_days", "max_days"]


def test_four_licences_came_two_hundred_days_after_the_transition() -> None:
    waits = [s.days for s in stages(EVENTS) if s.stage == "deemed-licensed" and s.ended_on == "2024-12-18"]
    assert waits == [200] * 4


READ_ON, TODAY = date(2026, 10, 10), date(2026, 11, 24)
HELD = [event(Status.APPLICANT, "2024-02-20"), event(Status.LICENSED, "2024-12-18")]


@pytest.mark.parametrize(("history", "report", "expected"), [
    (HELD, (Event.LICENSED, "2024-12-18"), Agreement.AGREES),
    (HELD, (Event.LICENSED, "2025-03"), Agreement.AGREES),
    (HELD, (Event.UPLIFTED, "2025-03-01"), Agreement.AGREES),
    (HELD, (Event.APPLIED, "2024-02-21"), Agreement.AGREES),
    (HELD, (Event.LICENSED, "2024-12-01"), Agreement.AGREES),
    (HELD, (Event.LICENSED, "2024-06-01"), Agreement.PRESS_WRONG),
    (HELD, (Event.WITHDRAWN, "2026-05-01"), Agreement.PRESS_WRONG),
    (HELD, (Event.REVOKED, "2026-11-01"), Agreement.PRESS_AHEAD),
    (HELD, (Event.WARNED, "2026-05-01"), Agreement.PRESS_WRONG),
    ([], (Event.WARNED, "2026-05-01"), Agreement.AGREES),
    ([], (Event.LICENSED, "2026-05-01"), Agreement.NOT_IN_REGISTER),
    ([], (Event.LICENSED, "2026-11-01"), Agreement.PRESS_AHEAD),
    (HELD, None, Agreement.NEVER_REPORTED),
    ([event(Status.WITHDRAWN, "2024-02-23")], None, None),
])
def test_the_press_is_set_against_the_record(
    history: list[LicenceEvent], report: tuple[Event, str] | None, expected: Agreement | None
) -> None:
    reports = [Report("a", *report)] if report else []
    assert reconcile(history, reports, READ_ON, TODAY).get("a") == expected


def test_a_licensee_that_the_register_does_not_list_is_not_in_it() -> None:
    report = [Report("a", Event.LICENSED, "2024-12-18")]
    assert reconcile(HELD, report, READ_ON, TODAY, listed={"b"}) == {"a": Agreement.NOT_IN_REGISTER}
    assert reconcile(HELD, report, READ_ON, TODAY, listed={"a"}) == {"a": Agreement.AGREES}


def test_every_kind_of_agreement_is_counted() -> None:
    counted = tally(reconcile(HELD, [], READ_ON, TODAY))
    assert set(counted) == set(Agreement)
    assert sum(counted.values()) == 1
