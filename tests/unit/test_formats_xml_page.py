"""The page and the schema say what the code does."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest
from lxml import etree

from retrowalk.direction import Direction
from retrowalk.formats.base import SessionReader, SessionWriter
from retrowalk.formats.tables.session_csv import SessionCsvReader, SessionCsvWriter
from retrowalk.formats.tables.session_parquet import SessionParquetReader, SessionParquetWriter
from retrowalk.formats.xml.gpx_read import GpxReader
from retrowalk.formats.xml.gpx_write import GpxWriter
from retrowalk.formats.xml.tcx_read import TcxReader
from retrowalk.formats.xml.tcx_write import TcxWriter
from retrowalk.recording import Placement
from retrowalk.session import COLUMNS, UNITS, Lap, Session

DOCS = Path(__file__).parents[2] / "docs"
PAIRS: tuple[tuple[SessionReader, SessionWriter], ...] = (
    (GpxReader(), GpxWriter()),
    (TcxReader(), TcxWriter()),
    (SessionCsvReader(), SessionCsvWriter()),
    (SessionParquetReader(), SessionParquetWriter()),
)


@pytest.mark.parametrize(("reader", "writer"), PAIRS, ids=lambda one: type(one).__name__)
def test_the_table_is_that_of_the_code(reader: SessionReader, writer: SessionWriter) -> None:
    text = (DOCS / "files-gpx-tcx.md").read_text(encoding="utf-8")
    row = f"| `{reader.name}` | `{writer.suffixes[0]}` | {reader.carries} | {writer.loses} |"
    assert row in text
    assert (reader.name, reader.suffixes) == (writer.name, writer.suffixes)


def test_the_schema_has_every_field() -> None:
    schema = etree.parse(str(DOCS / "retrowalk-activity-1.xsd"))

    def named(path: str) -> set[str]:
        found = schema.xpath(path, namespaces={"xs": "http://www.w3.org/2001/XMLSchema"})
        assert isinstance(found, list)
        return {str(one) for one in found}

    assert named("//xs:complexType[@name='Point']//@name") - {"Point"} == {
        *COLUMNS,
        "time_s",
        "direction",
    }
    assert named("//xs:complexType[@name='Total']//xs:enumeration/@value") == set(UNITS)
    assert named("//xs:simpleType[@name='Direction']//@value") == set(Direction)
    assert named("//xs:attribute[@name='placement']//@value") == set(Placement)
    elsewhere = {"totals", "laps", "course", "pauses", "source", "notes"}
    attributes = named("//xs:element[@name='Session']/xs:complexType/xs:attribute/@name")
    assert attributes == {one.name for one in fields(Session)} - elsewhere
    spans = named("//xs:complexType[@name='Span' or @name='Bout']//xs:attribute/@name")
    assert spans == {one.name for one in fields(Lap)} - {"totals"}


def test_the_page_names_every_column_and_word() -> None:
    text = (DOCS / "files-gpx-tcx.md").read_text(encoding="utf-8")
    names = {*COLUMNS, *(one.name for one in fields(Session)), "rows", "columns", "session"}
    assert {name for name in names - {"course"} if f"`{name}`" not in text} == set()
