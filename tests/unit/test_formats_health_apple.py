"""Apple Health: two ways through a file tell the same; nothing is missed or counted twice."""

from __future__ import annotations

import datetime as dt
import re
import tempfile
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lab.benchmarks import apple_health as benchmark
from lab.format_samples import apple_health as made
from lxml import etree

from retrowalk.errors import RetrowalkError
from retrowalk.formats import read_sessions
from retrowalk.formats.health import lines
from retrowalk.session import Session

EXPORT = made.export(made.workout_16())
NEEDED = ("steps", "distance_m", "moving_s", "energy_kcal", "heart_rate_bpm", "ascent_m")


def sessions_of(text: str | bytes, folder: Path) -> list[Session]:
    path = folder / "export.xml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return list(read_sessions(path))


def numbers(sessions: list[Session]) -> list[object]:
    told: list[object] = []
    for one in sessions:
        told.append((one.start_utc, one.elapsed_s, one.sport, one.zone, one.pauses, one.laps))
        told += [getattr(one.totals, name) for name in NEEDED]
        if one.course is not None:
            for name in ("time_s", "steps", "distance_m", "heart_rate_bpm", "speed_mps"):
                told.append(np.array(getattr(one.course, name)).tobytes())
    return told


def test_a_walk_of_ios_16_with_its_route(tmp_path: Path) -> None:
    path = tmp_path / "export.zip"
    made.SAMPLES[0].make(path)
    (walk,) = read_sessions(path)
    assert walk.start_utc == dt.datetime(2026, 3, 1, 6, 0, tzinfo=dt.UTC)
    assert walk.elapsed_s == 1830.0
    assert (walk.sport, walk.sub_sport, walk.zone) == ("walking", "", "Europe/Berlin")
    assert walk.device == "Apple Watch (Watch6,7)"
    assert walk.source == "export.zip/apple_health_export/export.xml"
    assert walk.pauses == ((600.0, 660.0),)
    assert [(lap.start_s, lap.end_s) for lap in walk.laps] == [(0.0, 900.0), (900.0, 1830.0)]
    totals = walk.totals
    assert totals.steps is not None
    assert totals.steps.value == sum(range(100, 129))  # the watch's, whole inside, once
    assert totals.distance_m is not None
    assert totals.distance_m.value == pytest.approx(2410.0)
    assert totals.heart_rate_bpm is not None
    assert totals.heart_rate_bpm.value == 94.2
    assert totals.ascent_m is not None
    assert totals.ascent_m.value == 12.5
    assert totals.speed_mps is None  # 20 s of 30 min
    course = walk.course
    assert course is not None
    assert course.latitude_deg is not None
    assert np.isfinite(course.latitude_deg).sum() == 12
    assert course.heading_deg is not None
    assert np.isnan(course.heading_deg[0])  # -1 is unknown
    assert course.steps is not None
    assert np.nanmax(course.steps) == totals.steps.value
    assert any("iPhone" in note and "left out" in note for note in walk.notes)
    assert any("step length 0.710 m" in note for note in walk.notes)


def test_a_walk_of_ios_13_has_its_totals_in_attributes(tmp_path: Path) -> None:
    walk, gym = sessions_of(made.export(made.workout_13()), tmp_path)
    assert (walk.sub_sport, walk.zone) == ("indoor", "+01:00")
    assert walk.totals.distance_m is not None
    assert walk.totals.distance_m.value == pytest.approx(1609.344)
    assert walk.totals.energy_kcal is not None
    assert walk.totals.energy_kcal.value == pytest.approx(100.0)
    assert walk.totals.steps is not None
    assert walk.totals.steps.value == sum(range(105, 125))
    assert walk.totals.heart_rate_bpm is not None
    assert walk.totals.heart_rate_bpm.value == pytest.approx(93.07, abs=0.01)
    assert gym.sport == "traditional_strength_training"
    assert gym.totals.moving_s is not None
    assert gym.totals.moving_s.value == 600.0
    assert gym.totals.steps is None


def turned(match: re.Match[str]) -> str:
    attributes = re.findall(r' [\w:]+="[^"]*"', match[2])
    return f"<{match[1]}{''.join(reversed(attributes))}{match[3]}>"


TAG = re.compile(r"<(Record|Workout|WorkoutEvent|MetadataEntry)((?: [\w:]+=\"[^\"]*\")+)(/?)>")
HIDDEN = made.record("StepCount", "count", "5000", made.at("07:12:00"), made.at("07:12:30"))


def _after_root(text: str, more: str) -> str:
    return text.replace(" <ExportDate", f"{more} <ExportDate", 1)


OTHER: dict[str, Callable[[str], str | bytes]] = {
    "attributes in other order": lambda text: TAG.sub(turned, text),
    "single quotes": lambda text: re.sub(
        r' (startDate|type|unit|value)="([^"]*)"', r" \1='\2'", text
    ),
    "line breaks inside tags": lambda text: re.sub(
        r" (unit|startDate|value)=", r"\n\t\1 =\n", text
    ),
    "all in one line": lambda text: re.sub(r">\s*\n\s*<", "><", text),
    "two tags a line": lambda text: text.replace("/>\n <Record", "/> <Record"),
    "Windows lines": lambda text: text.replace("\n", "\r\n"),
    "blank lines": lambda text: text.replace("\n <Record", "\n\n \t\n <Record"),
    "tabs": lambda text: text.replace("\n ", "\n\t").replace("<Record ", "<Record\t"),
    "blanks before the end": lambda text: text.replace('"/>', '"  />').replace('">', '" >'),
    "> inside values": lambda text: text.replace('sourceVersion="', 'sourceVersion=">'),
    "a slash at the end of a value": lambda text: text.replace(
        'sourceVersion="', 'sourceVersion="/'
    ),
    "an entity in the type": lambda text: text.replace("IdentifierStep", "Identifier&#83;tep"),
    "entities in all types": lambda text: text.replace('"HKQuantity', '"&#x48;KQuantity'),
    "entities in dates and values": lambda text: text.replace(
        'startDate="2026', 'startDate="&#50;026'
    ).replace('value="1', 'value="&#49;'),
    "no creation date": lambda text: re.sub(r' creationDate="[^"]*"', "", text),
    "value not last": lambda text: re.sub(r'(<Record .*?)( value="[^"]*")', r"\1\2 x=''", text),
    "a byte order mark": lambda text: b"\xef\xbb\xbf" + text.encode(),
    "an end without line": lambda text: text.rstrip(),
    "comments after the root": lambda text: text + "<!-- <Record> -->\n",
    "no document type": lambda text: text.replace(made.DTD, ""),
    "a comment in between": lambda text: text.replace(
        "\n <Record", "\n<!-- a > b < c -->\n <Record"
    ),
    "a record in a comment": lambda text: _after_root(text, f"<!--\n{HIDDEN}-->\n"),
    "a record in CDATA": lambda text: _after_root(
        text, f" <Correlation>\n<![CDATA[\n{HIDDEN}]]>\n </Correlation>\n"
    ),
    "a processing instruction": lambda text: _after_root(text, f"<?x\n{HIDDEN}?>\n"),
    "records in a correlation": lambda text: _after_root(
        text, f' <Correlation type="x">\n {HIDDEN} </Correlation>\n'
    ),
    "every record twice": lambda text: text.replace(made.records(), made.records() * 2),
    "records after the workouts": lambda text: text.replace(made.records(), "").replace(
        " <ActivitySummary", f"{made.records()} <ActivitySummary"
    ),
    "another zone in the dates": lambda text: re.sub(
        r"2026-03-01 07:(\d\d:\d\d) \+0100", r"2026-03-01 11:\1 +0500", text
    ),
}


@pytest.mark.parametrize("way", OTHER, ids=lambda way: way.replace(" ", "-"))
@pytest.mark.parametrize("block_bytes", [None, 700])
def test_however_it_is_written_it_tells_the_same(
    way: str, block_bytes: int | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if block_bytes is not None:
        monkeypatch.setattr(lines, "BLOCK_BYTES", block_bytes)
        monkeypatch.setattr(lines, "MOST_PROLOGUE_BYTES", 4000)
    expected = sessions_of(EXPORT, tmp_path)
    text = OTHER[way](EXPORT)
    assert text != EXPORT
    assert numbers(sessions_of(text, tmp_path)) == numbers(expected)


def test_lines_are_read_without_the_parser_and_others_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kinds: list[str] = []
    genuine = lines._stretch

    def seen(*given: object) -> object:
        answer = genuine(*given)  # type: ignore[arg-type]
        kinds.append(type(answer[2]).__name__)
        return answer

    monkeypatch.setattr(lines, "_stretch", seen)
    text = EXPORT.replace(' <Me HKCharacteristicTypeIdentifierDateOfBirth=""\n    ', " <Me")
    sessions_of(text, tmp_path)
    assert set(kinds) == {"Lines"}
    kinds.clear()
    sessions_of(OTHER["single quotes"](EXPORT.replace("</Record>", "<!-- --></Record>")), tmp_path)
    assert set(kinds) == {"tuple"}


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["StepCount", "HeartRate", "DistanceWalkingRunning", "BodyMass"]),
            st.integers(-100, 2000),
            st.integers(0, 90),
            st.integers(0, 3000),
            st.booleans(),
            st.sampled_from(sorted(OTHER)),
        ),
        max_size=25,
    )
)
@settings(max_examples=25, deadline=None)
def test_a_mixture_of_ways_tells_what_another_parser_tells(
    rows: list[tuple[str, int, int, int, bool, str]],
) -> None:
    units = {"StepCount": "count", "HeartRate": "count/min", "DistanceWalkingRunning": "km"}
    begin = dt.datetime(2026, 3, 1, 7, 0)
    text = ""
    plain = {"attributes in other order", "single quotes", "line breaks inside tags", "tabs"}
    plain |= {"an entity in the type", "entities in dates and values", "blanks before the end"}
    for kind, at_s, lasts_s, value, watch, way in rows:
        start = begin + dt.timedelta(seconds=at_s)
        end = start + dt.timedelta(seconds=lasts_s)
        line = made.record(
            kind,
            units.get(kind, "kg"),
            str(value),
            start.strftime("%Y-%m-%d %H:%M:%S +0100"),
            end.strftime("%Y-%m-%d %H:%M:%S +0100"),
            watch=watch,
        )
        told = OTHER[way](line) if way in plain else line
        assert isinstance(told, str)
        text += told
    text = made.export(made.workout_16(), text).replace(made.records(), "")
    root = etree.fromstring(text.encode(), etree.XMLParser(load_dtd=False))
    first, last = begin.timestamp(), (begin + dt.timedelta(seconds=1830)).timestamp()
    by_source: dict[str, set[tuple[float, float, float]]] = {}
    for record in root.iter("Record"):
        if not str(record.get("type")).endswith("StepCount"):
            continue
        times = [
            dt.datetime.strptime(str(record.get(name))[:19], "%Y-%m-%d %H:%M:%S").timestamp()
            for name in ("startDate", "endDate")
        ]
        if first <= times[0] and times[1] <= last:
            source = by_source.setdefault(str(record.get("sourceName")), set())
            source.add((times[0], times[1], float(str(record.get("value")))))
    mine = [rows for source, rows in by_source.items() if "Watch" in source] or [
        *by_source.values()
    ]
    with tempfile.TemporaryDirectory() as folder:
        (walk,) = sessions_of(text, Path(folder))
    if mine:
        assert walk.totals.steps is not None
        assert walk.totals.steps.value == sum(row[2] for row in mine[0])
    else:
        assert walk.totals.steps is None


def one_workout(start: str, end: str, inside: str = "", source: str = "W") -> str:
    return (
        f' <Workout workoutActivityType="HKWorkoutActivityTypeWalking" sourceName="{source}" '
        f'startDate="{start}" endDate="{end}">\n{inside} </Workout>\n'
    )


def test_the_clock_changes_on_the_way(tmp_path: Path) -> None:
    zone = '  <MetadataEntry key="HKTimeZone" value="Europe/Berlin"/>\n'
    text = made.export(one_workout("2026-03-29 01:30:00 +0100", "2026-03-29 03:30:00 +0200", zone))
    (walk,) = sessions_of(text, tmp_path)
    assert walk.elapsed_s == 3600.0
    assert walk.zone == "Europe/Berlin"


def test_over_midnight_and_in_several_zones(tmp_path: Path) -> None:
    steps = made.record("StepCount", "count", "777", made.at("23:50:00"), made.at("23:59:59"))
    later = made.at("00:00:10", "2026-03-02"), made.at("00:09:00", "2026-03-02")
    steps += made.record("StepCount", "count", "333", *later)
    text = made.export(
        one_workout(made.at("23:45:00"), made.at("00:15:00", "2026-03-02"))
        + one_workout("2026-03-05 09:00:00 -0330", "2026-03-05 09:30:00 -0330"),
        steps,
    )
    night, away = sessions_of(text, tmp_path)
    assert night.elapsed_s == 1800.0
    assert night.totals.steps is not None
    assert night.totals.steps.value == 1110.0
    assert night.start_utc == dt.datetime(2026, 3, 1, 22, 45, tzinfo=dt.UTC)
    assert away.zone == "-03:30"
    assert away.start_utc == dt.datetime(2026, 3, 5, 12, 30, tzinfo=dt.UTC)


def test_a_walk_recorded_by_two_apps_gets_its_counts_in_each(tmp_path: Path) -> None:
    text = made.export(
        one_workout(made.at("07:00:00"), made.at("07:10:00"), source="Anna’s iPhone")
        + one_workout(made.at("07:00:30"), made.at("07:10:30"), source="other")
    )
    phone, other = sessions_of(text, tmp_path)
    assert phone.totals.steps is not None
    assert phone.totals.steps.value == 5 * 190.0  # the source that recorded the walk
    assert other.totals.steps is not None
    assert other.totals.steps.value == sum(range(101, 110))  # the one that covers most


def test_events_become_pauses_and_laps(tmp_path: Path) -> None:
    def event(kind: str, clock: str, more: str = "") -> str:
        return f'  <WorkoutEvent type="HKWorkoutEventType{kind}" date="{made.at(clock)}"{more}/>\n'

    lasts = ' duration="10" durationUnit="min"'
    inside = (
        event("MotionPaused", "07:05:00")
        + event("Pause", "07:06:00")
        + event("Resume", "07:08:00")
        + event("MotionResumed", "07:09:00")
        + event("Segment", "07:00:00", lasts)
        + event("Segment", "07:10:00", lasts)
        + event("Pause", "07:28:00")
    )
    (walk,) = sessions_of(
        made.export(one_workout(made.at("07:00:00"), made.at("07:30:00"), inside)), tmp_path
    )
    assert walk.pauses == ((300.0, 540.0), (1680.0, 1800.0))
    assert [(lap.start_s, lap.end_s) for lap in walk.laps] == [(0.0, 600.0), (600.0, 1200.0)]
    splits = event("Segment", "07:00:00", lasts) + event("Segment", "07:05:00", lasts)
    (walk,) = sessions_of(
        made.export(one_workout(made.at("07:00:00"), made.at("07:30:00"), splits)), tmp_path
    )
    assert walk.laps == ()
    assert any("overlap" in note for note in walk.notes)


def test_a_file_cut_off_gives_what_is_whole(tmp_path: Path) -> None:
    whole = made.export(made.workout_16() + made.workout_13())
    cut = whole[: whole.rindex("<Workout work") + 40]
    sessions = sessions_of(cut, tmp_path)
    assert len(sessions) == 2
    assert any(n.startswith("warning: the file is cut off") for n in sessions[-1].notes)
    assert not any(n.startswith("warning") for n in sessions[0].notes)


def test_what_is_not_known_is_left_out_with_a_warning(tmp_path: Path) -> None:
    odd = made.record("StepCount", "beans", "5", made.at("07:01:00"), made.at("07:02:00"))
    odd += made.record("StepCount", "count", "x", made.at("07:01:00"), made.at("07:02:00"))
    odd += made.record("StepCount", "count", "5", "yesterday", made.at("07:02:00"))
    odd += made.record("StepCount", "count", "5", made.at("07:61:00"), made.at("07:02:00"))
    text = made.export(made.workout_16() + one_workout("x", "y"), odd)
    text = text.replace('value="Europe/Berlin"', 'value="Mars/Olympus"')
    (walk,) = sessions_of(text, tmp_path)
    assert walk.zone == "+01:00"
    assert any("Mars/Olympus" in note for note in walk.notes)
    assert any("4 record(s)" in note for note in walk.notes)
    assert any("1 workout(s)" in note for note in walk.notes)
    assert walk.totals.steps is not None
    assert walk.totals.steps.value == 3306.0


def test_a_route_in_the_xml_itself_is_told(tmp_path: Path) -> None:
    place = f'   <Location date="{made.at("07:00:00")}" latitude="52.5" longitude="13.4"/>\n'
    route = f"  <WorkoutRoute>\n{place * 3}  </WorkoutRoute>\n"
    text = made.export(one_workout(made.at("07:00:00"), made.at("07:30:00"), route))
    (walk,) = sessions_of(text, tmp_path)
    assert "warning: 3 points of a route in the XML itself were not read" in walk.notes


def test_the_folder_and_other_languages(tmp_path: Path) -> None:
    folder = tmp_path / "apple_health_export"
    (folder / "workout-routes").mkdir(parents=True)
    (folder / "書き出したデータ.xml").write_text(EXPORT, encoding="utf-8")
    (folder / "export_cda.xml").write_text("<ClinicalDocument/>", encoding="utf-8")
    (walk,) = read_sessions(folder)
    assert any("route" in n and n.startswith("warning") for n in walk.notes)
    route = folder / "workout-routes" / "route_2026-03-01_7.30am.gpx"
    route.write_text(made.route(), encoding="utf-8")
    (walk,) = read_sessions(folder)
    assert walk.course is not None
    assert walk.course.latitude_deg is not None
    route.write_text("<gpx", encoding="utf-8")
    (walk,) = read_sessions(folder)
    assert any("the route was left out" in n for n in walk.notes)
    (walk,) = sessions_of(EXPORT, tmp_path)
    assert any("give the zip" in n for n in walk.notes)


ENTITIES = '<!ENTITY a "aaaaaaaaaa">\n<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">\n'
REFUSED = {
    "entities declared": (
        EXPORT.replace("<!ELEMENT Record", f"{ENTITIES}<!ELEMENT Record"),
        "bombs",
    ),
    "parameter entities": (EXPORT.replace("<!ELEMENT Record", "%x;<!ELEMENT Record"), "bombs"),
    "an unknown entity": (EXPORT.replace('value="100"', 'value="&b;"'), "undefined entity"),
    "a second document type": (
        EXPORT.replace("<Record", "<!DOCTYPE x><Record", 1),
        "XML is damaged",
    ),
    "no root": (EXPORT.replace("<HealthData ", "<Healthy "), "no <HealthData>"),
    "another encoding": (EXPORT.replace("UTF-8", "UTF-16"), "Apple Health writes UTF-8"),
    "an endless document type": (EXPORT.split("]>")[0], "does not end"),
    "no workouts": (made.export(""), "no workout"),
    "no workout with dates": (made.export(one_workout("x", "y")), "none of 1 workouts"),
    "too deep": (
        EXPORT.replace(" <ExportDate", f"{'<a>' * 60}{'</a>' * 60}\n <ExportDate"),
        "32 deep",
    ),
    "too much in one": (
        EXPORT.replace(" <ExportDate", f" <A>{'<a/>' * 110_000}</A>\n <ExportDate"),
        "more than 100,000",
    ),
    "an end too many": (EXPORT.replace("\n <Record", "\n </Record>\n <Record"), "mismatched tag"),
    "an end too few": (EXPORT.replace("\n <Workout", "\n <Gone>\n <Workout"), "mismatched tag"),
    "broken": (EXPORT.replace("<ExportDate value", "<ExportDate value=value"), "XML is damaged"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_refused_in_one_sentence(what: str, tmp_path: Path) -> None:
    text, says = REFUSED[what]
    path = tmp_path / "export.xml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RetrowalkError, match=r"export\.xml") as refusal:
        list(read_sessions(path, format="apple-health"))
    assert says in str(refusal.value)
    assert "\n" not in str(refusal.value)
    assert refusal.value.remedy


def test_one_endless_element_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "BLOCK_BYTES", 1 << 12)
    monkeypatch.setattr(lines, "MOST_PROLOGUE_BYTES", 1 << 12)
    monkeypatch.setattr(lines, "MOST_ELEMENT_BYTES", 1 << 16)
    with pytest.raises(RetrowalkError, match="one element is longer than"):
        sessions_of(
            EXPORT.replace("<ExportDate", f"<!--{'x' * 300_000}--><ExportDate", 1), tmp_path
        )


def test_hostile_zips_are_refused(tmp_path: Path) -> None:
    bomb = tmp_path / "export.zip"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("apple_health_export/export.xml", EXPORT + " " * (40 << 20))
    with pytest.raises(RetrowalkError, match="zip bombs"):
        list(read_sessions(bomb, format="apple-health"))
    climbing = tmp_path / "climbing.zip"
    with zipfile.ZipFile(climbing, "w") as archive:
        archive.writestr("../export.xml", EXPORT)
    with pytest.raises(RetrowalkError, match="climbs out"):
        list(read_sessions(climbing, format="apple-health"))


def test_a_route_path_cannot_climb_out(tmp_path: Path) -> None:
    folder = tmp_path / "inner"
    folder.mkdir()
    (tmp_path / "secret.gpx").write_text(made.route(), encoding="utf-8")
    text = EXPORT.replace("/workout-routes/route_2026-03-01_7.30am.gpx", "../secret.gpx")
    (folder / "export.xml").write_text(text, encoding="utf-8")
    (walk,) = read_sessions(folder)
    assert any("is not in the export" in note for note in walk.notes)


def test_damaged_lines_never_escape_as_another_error(tmp_path: Path) -> None:
    rng = np.random.default_rng(5)
    data = EXPORT.encode()
    for _ in range(150):
        broken = bytearray(data)
        for at in rng.integers(0, len(data), 4):
            broken[at] = rng.integers(0, 256)
        with suppress(RetrowalkError):
            sessions_of(bytes(broken), tmp_path)


def test_the_benchmark_compares_the_same(tmp_path: Path) -> None:
    path = tmp_path / "apple.xml"
    benchmark.write(path, 3000)
    ours, theirs = benchmark.ours(path), benchmark.theirs(path)
    assert len(ours) >= 2
    assert benchmark.same(ours, theirs)
    theirs[0][1] = [1.0, 1]
    assert not benchmark.same(ours, theirs)
