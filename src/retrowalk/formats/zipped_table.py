"""A zip with one table in it, as mail programs and drives make them."""

from __future__ import annotations

from pathlib import Path

from retrowalk.errors import RetrowalkError
from retrowalk.formats.base import Options
from retrowalk.formats.bundle import is_bundle, open_bundle
from retrowalk.formats.generic_csv import read_text
from retrowalk.recording import Recording

_TABLES = (".csv", ".tsv", ".txt")


class ZippedTableReader:
    """Exactly one CSV or TSV in a zip or folder."""

    name = "zipped-csv"
    title = "zip or folder with one CSV"
    suffixes: tuple[str, ...] = (".zip",)
    carries = "as CSV"

    def sniff(self, head: bytes, path: Path) -> float:
        """Any zip or folder that no app claims."""
        if is_bundle(head, path):
            return 0.3
        return 0.1 if path.suffix.lower() == ".zip" and path.is_file() else 0.0

    def read(self, path: Path, options: Options) -> Recording:
        """Read its one table.

        Raises:
            RetrowalkError: none or several tables, a damaged or hostile zip.
        """
        bundle = open_bundle(path)
        members = [(m, last) for m, last in bundle.names()]
        tables = [m for m, last in members if Path(last).suffix.lower() in _TABLES]
        if len(tables) == 1:
            return read_text(bundle.text(tables[0]), options)
        what = "folder" if path.is_dir() else "zip"
        if any(last.lower().endswith(".zip") for _, last in members) and not tables:
            raise RetrowalkError(
                f"the {what} holds another zip, and zips in zips are not opened",
                where=path.name,
                remedy="give the inner zip",
            )
        inside = ", ".join(f"'{last[:30]}'" for _, last in members[:5]) or "nothing"
        raise RetrowalkError(
            f"the {what} is of no known app and holds {len(tables)} tables ({inside})",
            where=path.name,
            remedy="give the export of Sensor Logger or phyphox, or one CSV",
        )
