"""All formats in one place."""

from __future__ import annotations

from retrowalk.formats.apps.bangle import BangleReader
from retrowalk.formats.apps.infinitime import InfiniTimeReader
from retrowalk.formats.apps.matlab_mobile import MatlabMobileReader
from retrowalk.formats.apps.workbook import WorkbookReader
from retrowalk.formats.base import (
    MemberReader,
    Reader,
    SessionReader,
    SessionWriter,
    Writer,
)
from retrowalk.formats.feather import FeatherReader, FeatherWriter
from retrowalk.formats.fhir.writer import FhirWriter
from retrowalk.formats.fit.readers import FitMotionReader, FitReader
from retrowalk.formats.fit.writer import FitWriter
from retrowalk.formats.generic_csv import CsvReader, CsvWriter
from retrowalk.formats.health.apple import AppleHealthReader
from retrowalk.formats.health.connect import HealthConnectReader
from retrowalk.formats.health.garmin import GarminReader
from retrowalk.formats.health.strava import StravaReader
from retrowalk.formats.health.takeout import TakeoutReader
from retrowalk.formats.loggers.actigraph import ActiGraphReader
from retrowalk.formats.loggers.axivity import AxivityReader
from retrowalk.formats.loggers.geneactiv import GeneActivReader
from retrowalk.formats.parquet import ParquetReader, ParquetWriter
from retrowalk.formats.phyphox import PhyphoxReader
from retrowalk.formats.recording_json import RecordingJsonReader, RecordingJsonWriter
from retrowalk.formats.sensor_logger import SensorLoggerReader
from retrowalk.formats.tables.session_csv import SessionCsvReader, SessionCsvWriter
from retrowalk.formats.tables.session_parquet import SessionParquetReader, SessionParquetWriter
from retrowalk.formats.xml.gpx_read import GpxReader
from retrowalk.formats.xml.gpx_write import GpxWriter
from retrowalk.formats.xml.tcx_read import TcxReader
from retrowalk.formats.xml.tcx_write import TcxWriter
from retrowalk.formats.zipped_table import ZippedTableReader

READERS: tuple[Reader, ...] = (
    CsvReader(),
    ParquetReader(),
    FeatherReader(),
    RecordingJsonReader(),
    SensorLoggerReader(),
    PhyphoxReader(),
    ZippedTableReader(),
    FitMotionReader(),
    AxivityReader(),
    GeneActivReader(),
    ActiGraphReader(),
    BangleReader(),
    InfiniTimeReader(),
    MatlabMobileReader(),
    WorkbookReader(),
)
"""All readers; where two are equally sure, the earlier one reads."""
WRITERS: tuple[Writer, ...] = (
    CsvWriter(),
    ParquetWriter(),
    RecordingJsonWriter(),
    FeatherWriter(),
)
"""All writers, by the ending of the file name."""
MEMBER_READERS: tuple[MemberReader, ...] = (
    FitReader(),
    GpxReader(),
    TcxReader(),
    SessionCsvReader(),
    SessionParquetReader(),
)
"""Session readers of single files, which archives of many walks also hold."""
SESSION_READERS: tuple[SessionReader, ...] = (
    *MEMBER_READERS,
    AppleHealthReader(MEMBER_READERS),
    GarminReader(MEMBER_READERS),
    HealthConnectReader(),
    StravaReader(MEMBER_READERS),
    TakeoutReader(MEMBER_READERS),
)
"""All readers of what apps, watches and health services made of walks."""
SESSION_WRITERS: tuple[SessionWriter, ...] = (
    FitWriter(),
    GpxWriter(),
    TcxWriter(),
    SessionCsvWriter(),
    SessionParquetWriter(),
    FhirWriter(),
)
"""All writers of sessions, by the ending of the file name."""
