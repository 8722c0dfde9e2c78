"""Strava's bulk export: a zip or folder with activities.csv and activities/*.fit.gz, .gpx, ...

The CSV comes in the language of the account; its columns are found by their English names, and
where those are missing by the file names in it. Of two columns with one name the second has the
exact number (seconds, metres).
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from retrowalk.errors import RetrowalkError
from retrowalk.formats.base import MemberReader, Options
from retrowalk.formats.bundle import Bundle, is_bundle, open_bundle
from retrowalk.formats.health.bulk import MOST_FILES, Troubles, activity, finite, walked
from retrowalk.session import WALKING, Session, Totals, said

MOST_CSV_BYTES = 64 * 1024**2
_CSV = "activities.csv"
_FOLDER = "activities/"
_ENDINGS = (".fit", ".gpx", ".tcx")
_SPORTS = {"walk": WALKING, "run": "running", "hike": "hiking", "ride": "cycling"}
_TOTALS = {
    "Moving Time": "moving_s",
    "Elevation Gain": "ascent_m",
    "Calories": "energy_kcal",
    "Average Heart Rate": "heart_rate_bpm",
    "Max Heart Rate": "most_heart_rate_bpm",
    "Total Steps": "steps",
}
_DATES = (
    "%b %d, %Y, %I:%M:%S %p",
    "%d %b %Y, %H:%M:%S",
    "%Y-%m-%d %H:%M:%S",
    "%b %d, %Y, %H:%M:%S",
)


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of the CSV by its columns; of two with one name the last that is filled."""

    line: int
    cells: Mapping[str, str]

    @property
    def sport(self) -> str:
        word = self.cells.get("Activity Type", "").strip().lower()
        return _SPORTS.get(word, word.replace(" ", "_"))

    @property
    def name(self) -> str:
        return self.cells.get("Activity Name", "").strip()


class StravaReader:
    """What "Download or delete your account" sends."""

    name = "strava"
    title = "Strava bulk export (zip, folder)"
    suffixes: tuple[str, ...] = (".zip",)
    carries = "what its FIT, GPX and TCX files carry; name and sport of each; those without a file"

    def __init__(self, members: Sequence[MemberReader] = ()) -> None:
        self._members = members

    def sniff(self, head: bytes, path: Path) -> float:
        """The table and its folder."""
        if not is_bundle(head, path):
            return 0.0
        try:
            bundle = open_bundle(path, most_files=MOST_FILES)
        except RetrowalkError:
            return 0.0
        table = _table(bundle)
        if table is None:
            return 0.0
        beside = str(PurePosixPath(table).parent / _FOLDER)
        beside = beside.removeprefix("./")
        return 1.0 if any(member.startswith(beside) for member in bundle.members) else 0.0

    def sessions(self, path: Path, options: Options) -> Iterator[Session]:
        """Yield the activities in the order of the table, then files that it does not name.

        Raises:
            RetrowalkError: no such export, a hostile archive, or nothing in it can be read.
        """
        yield from walked(
            path,
            lambda bundle, troubles: self._walk(bundle, troubles, options),
            nothing="there is no activity in it",
            remedy="give the export of Strava",
        )

    def _walk(self, bundle: Bundle, troubles: Troubles, options: Options) -> Iterator[Session]:
        table = _table(bundle)
        if table is None:
            raise RetrowalkError(
                f"there is no '{_CSV}' in it",
                where=bundle.name,
                remedy="give the export of Strava as it was sent",
            )
        root = PurePosixPath(table).parent
        members = set(bundle.members)
        done: set[str] = set()
        for row in _rows(bundle, table):
            member = str(root / row.cells.get("Filename", "").strip())
            if row.cells.get("Filename", "").strip() in ("", "#error#"):
                session = _by_hand(row, f"{bundle.name}/{table}", options)
                if session is not None:
                    yield session
                continue
            if member in done:
                continue
            done.add(member)
            if member not in members:
                troubles.add(
                    RetrowalkError(
                        f"'{member[:80]}' is not in the export",
                        where=f"{bundle.name}/{table}, line {row.line}",
                    )
                )
                continue
            yield from self._member(bundle, member, row, troubles, options)
        for member in bundle.members:
            plain = member.lower().removesuffix(".gz")
            if member not in done and f"/{_FOLDER}" in f"/{plain}" and plain.endswith(_ENDINGS):
                yield from self._member(bundle, member, _Row(0, {}), troubles, options)

    def _member(
        self, bundle: Bundle, member: str, row: _Row, troubles: Troubles, options: Options
    ) -> Iterator[Session]:
        try:
            for session in activity(bundle, member, self._members, options):
                yield replace(
                    session,
                    name=row.name or session.name,
                    sport=row.sport or session.sport,
                    # what the file has no number for and the table does
                    totals=_filled(session.totals, row),
                )
        except RetrowalkError as error:
            troubles.add(error)


def _table(bundle: Bundle) -> str | None:
    """Return the table that lies highest; others of that name would lie in its folders."""
    found = [member for member, last in bundle.names() if last.lower() == _CSV]
    return min(found, key=lambda member: member.count("/"), default=None)


def _rows(bundle: Bundle, table: str) -> Iterator[_Row]:
    name = f"{bundle.name}/{table}"
    data = bundle.data(table, MOST_CSV_BYTES)
    text = io.StringIO(data.decode("utf-8-sig", errors="replace").replace("\0", ""), newline="")
    reader = csv.reader(text)
    try:
        header = [column.strip() for column in next(reader, [])]
        files = "Filename" in header
        # the first is in the units of the account, which the table does not say
        metres = header.count("Distance") > 1
        for cells in reader:
            row: dict[str, str] = {}
            for column, cell in zip(header, cells, strict=False):
                if cell.strip() or column not in row:
                    row[column] = cell
            if not metres:
                row.pop("Distance", None)
            if not files:
                row["Filename"] = next((one for one in cells if one.startswith(_FOLDER)), "")
            yield _Row(reader.line_num, row)
    except csv.Error as error:
        raise RetrowalkError(
            f"the table cannot be read: {error}",
            where=f"{name}, line {reader.line_num}",
            remedy="give the export as it was sent",
        ) from error


def _filled(totals: Totals, row: _Row) -> Totals:
    found = {
        name: said(name, finite(row.cells.get(column)))
        for column, name in _TOTALS.items()
        if getattr(totals, name) is None
    }
    return replace(totals, **{name: one for name, one in found.items() if one is not None})


def _by_hand(row: _Row, table: str, options: Options) -> Session | None:
    """Return an activity without a file; Strava writes its start in UTC."""
    start = None
    for form in _DATES:
        try:
            start = dt.datetime.strptime(row.cells.get("Activity Date", "").strip()[:40], form)
        except ValueError:
            continue
        break
    elapsed_s = finite(row.cells.get("Elapsed Time"))
    if start is None or elapsed_s is None or not 0.0 <= elapsed_s < 1e8:
        return None
    totals = _filled(Totals(), row)
    distance_m = finite(row.cells.get("Distance"))
    return Session(
        start_utc=start.replace(tzinfo=dt.UTC),
        elapsed_s=elapsed_s,
        sport=row.sport,
        totals=replace(totals, distance_m=said("distance_m", distance_m)),
        zone=options.zone,
        name=row.name,
        source=f"{table}, line {row.line}",
        notes=("entered by hand or without a file: from the table alone",),
    )
