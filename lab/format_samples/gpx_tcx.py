"""GPX by gpxpy and as apps lay it out; TCX as Garmin, Strava and Zepp lay it out, by hand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import gpxpy.gpx

from lab.format_samples import Sample

START = dt.datetime(2026, 5, 2, 6, 30, tzinfo=dt.UTC)
SECONDS = 120
GARMIN = "http://www.garmin.com/xmlschemas"


def _stamp(second: float) -> str:
    return (START + dt.timedelta(seconds=second)).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def _place(second: float) -> tuple[float, float]:
    return round(47.37 + 1.1e-5 * second, 7), round(8.54 + 0.4e-5 * second, 7)


def gpxpy_file(version: str) -> str:
    """Return two segments of a minute with half a minute between them, as gpxpy writes them."""
    file = gpxpy.gpx.GPX()
    file.creator = "gpxpy"
    space = f"{GARMIN}/TrackPointExtension/v1"
    file.nsmap["gpxtpx"] = space
    track = gpxpy.gpx.GPXTrack(name="Zürich & back")
    track.type = "walking"  # type: ignore[assignment]
    file.tracks.append(track)
    for first in (0, 90):
        segment = gpxpy.gpx.GPXTrackSegment()
        track.segments.append(segment)
        for second in range(first, first + 60):
            latitude, longitude = _place(second)
            point = gpxpy.gpx.GPXTrackPoint(
                latitude,
                longitude,
                elevation=410.0 + second / 10,
                time=START + dt.timedelta(seconds=second),
            )
            if version == "1.0":
                point.speed = 1.25
                point.course = 15.0  # type: ignore[assignment]
            else:
                extension = ElementTree.Element(f"{{{space}}}TrackPointExtension")
                ElementTree.SubElement(extension, f"{{{space}}}hr").text = str(100 + second % 7)
                ElementTree.SubElement(extension, f"{{{space}}}cad").text = "54"
                point.extensions.append(extension)
            segment.points.append(point)
    return str(file.to_xml(version=version))


def _gpx(head: str, track: str, beside: Callable[[int], str]) -> str:
    points = "\n".join(
        f'<trkpt lat="{_place(s)[0]}" lon="{_place(s)[1]}"><ele>410.2</ele>{beside(s)}</trkpt>'
        for s in range(SECONDS)
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<gpx version="1.1" {head} '
        'xmlns="http://www.topografix.com/GPX/1/1">\n<metadata><name>not this</name></metadata>\n'
        f"<trk>{track}<trkseg>\n{points}\n</trkseg></trk>\n</gpx>\n"
    )


def garmin_gpx() -> str:
    """Return a track as Garmin Connect exports it: prefixes ns2 and ns3, strides as cadence."""
    return _gpx(
        f'creator="Garmin Connect" xmlns:ns3="{GARMIN}/TrackPointExtension/v1"',
        "<name>Zürich Walking</name><type>walking</type>",
        lambda s: (
            f"<time>{_stamp(s)}</time><extensions><ns3:TrackPointExtension>"
            f"<ns3:atemp>21.0</ns3:atemp><ns3:hr>{100 + s % 5}</ns3:hr><ns3:cad>55</ns3:cad>"
            "</ns3:TrackPointExtension></extensions>"
        ),
    )


def opentracks_gpx() -> str:
    """Return a track as OpenTracks exports it: times with an offset, speed, accuracy, sums."""
    return _gpx(
        'creator="OpenTracks" xmlns:opentracks="http://opentracksapp.com/xmlschemas/v1" '
        f'xmlns:gpxtpx="{GARMIN}/TrackPointExtension/v2" '
        f'xmlns:gpxtrkx="{GARMIN}/TrackStatsExtension/v1"',
        "<name><![CDATA[Lunch <walk>]]></name><type><![CDATA[walking]]></type><extensions>"
        "<gpxtrkx:TrackStatsExtension><gpxtrkx:Distance>150.5</gpxtrkx:Distance>"
        "<gpxtrkx:TimerTime>119</gpxtrkx:TimerTime><gpxtrkx:MovingTime>118</gpxtrkx:MovingTime>"
        "<gpxtrkx:Ascent>3.5</gpxtrkx:Ascent></gpxtrkx:TrackStatsExtension></extensions>",
        lambda s: (
            f"<time>{_stamp(s + 7200)[:-1]}+02:00</time><extensions><gpxtpx:TrackPointExtension>"
            "<gpxtpx:speed>1.26</gpxtpx:speed>"
            "<opentracks:accuracy_horizontal>4.5</opentracks:accuracy_horizontal>"
            "</gpxtpx:TrackPointExtension></extensions>"
        ),
    )


def movescount_gpx() -> str:
    """Return a track as Suunto's Movescount exported it: ClueTrust's elements."""
    return _gpx(
        'creator="Movescount - http://www.movescount.com" '
        'xmlns:gpxdata="http://www.cluetrust.com/XML/GPXDATA/1/0"',
        "<name>Move</name>",
        lambda s: (
            f"<time>{_stamp(s)}</time><extensions><gpxdata:hr>{100 + s % 5}</gpxdata:hr>"
            "<gpxdata:cadence>85</gpxdata:cadence><gpxdata:temp>23.9</gpxdata:temp></extensions>"
        ),
    )


def apple_gpx() -> str:
    """Return a route as Apple Health exports it: accuracies, -1 where a course is not known."""
    return _gpx(
        'creator="Apple Health Export" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"',
        "<name>Route 2026-05-02 8:30am</name>",
        lambda s: (
            f"<time>{_stamp(s)[:-5]}Z</time><extensions><speed>1.25</speed>"
            f"<course>{-1 if s < 5 else 14.5}</course><hAcc>4.7</hAcc><vAcc>3.2</vAcc>"
            "</extensions>"
        ),
    )


def _tcx(activities: str) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<TrainingCenterDatabase '
        f'xmlns="{GARMIN}/TrainingCenterDatabase/v2" xmlns:ns3="{GARMIN}/ActivityExtension/v2" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\n'
        f"<Activities>{activities}</Activities>\n</TrainingCenterDatabase>\n"
    )


def _lap(first: int, end: int, inside: str, extension: str = "") -> str:
    return (
        f'<Lap StartTime="{_stamp(first)}"><TotalTimeSeconds>{end - first}.0</TotalTimeSeconds>'
        f"<DistanceMeters>{1.25 * (end - first)}</DistanceMeters><MaximumSpeed>1.4</MaximumSpeed>"
        "<Calories>6</Calories><AverageHeartRateBpm><Value>104</Value></AverageHeartRateBpm>"
        f"<MaximumHeartRateBpm><Value>{110 + first // 60}</Value></MaximumHeartRateBpm>"
        "<Intensity>Active</Intensity><TriggerMethod>Manual</TriggerMethod>"
        f"{inside}<Extensions><ns3:LX>{extension}</ns3:LX></Extensions></Lap>\n"
    )


def _track(first: int, end: int, *, placed: bool) -> str:
    points = "\n".join(
        f"<Trackpoint><Time>{_stamp(s)}</Time>"
        + (
            f"<Position><LatitudeDegrees>{_place(s)[0]}</LatitudeDegrees>"
            f"<LongitudeDegrees>{_place(s)[1]}</LongitudeDegrees></Position>"
            if placed
            else ""
        )
        + f"<AltitudeMeters>410.5</AltitudeMeters><DistanceMeters>{1.25 * s}</DistanceMeters>"
        f"<HeartRateBpm><Value>{100 + s % 5}</Value></HeartRateBpm><Extensions><ns3:TPX>"
        "<ns3:Speed>1.25</ns3:Speed><ns3:RunCadence>55</ns3:RunCadence></ns3:TPX></Extensions>"
        "</Trackpoint>"
        for s in range(first, end)
    )
    return f"<Track>\n{points}\n</Track>\n"


def garmin_tcx(*, placed: bool = True) -> str:
    """Return an activity as Garmin Connect exports it: two laps, the second with a pause."""
    averages = "<ns3:AvgSpeed>1.25</ns3:AvgSpeed><ns3:AvgRunCadence>55</ns3:AvgRunCadence>"
    laps = _lap(
        0, 60, _track(0, 60, placed=placed), f"{averages}<ns3:Steps>110</ns3:Steps>"
    ) + _lap(
        60,
        120,
        _track(60, 80, placed=placed) + _track(100, 120, placed=placed),
        f"{averages}<ns3:Steps>74</ns3:Steps>",
    )
    return _tcx(
        f'<Activity Sport="Running"><Id>{_stamp(0)}</Id>{laps}'
        '<Creator xsi:type="Device_t"><Name>Forerunner 255</Name><UnitId>1</UnitId>'
        "<ProductID>3992</ProductID><Version><VersionMajor>4</VersionMajor>"
        "<VersionMinor>5</VersionMinor></Version></Creator></Activity>"
    )


def strava_tcx() -> str:
    """Return an activity as Strava exports it: ten blanks before the declaration."""
    text = _tcx(
        f'<Activity Sport="Other"><Id>{_stamp(0)}</Id>{_lap(0, 60, _track(0, 60, placed=True))}'
        "<Notes>Walk</Notes></Activity>"
    )
    return " " * 10 + text


def several_sports_tcx() -> str:
    """Return a session of several sports, one of them without any point."""
    first = f'<Activity Sport="Biking"><Id>{_stamp(0)}</Id>{_lap(0, 60, "")}</Activity>'
    after = (
        f'<Activity Sport="Running"><Id>{_stamp(60)}</Id>'
        f"{_lap(60, 120, _track(60, 120, placed=False))}</Activity>"
    )
    return _tcx(
        f"<MultiSportSession><Id>{_stamp(0)}</Id><FirstSport>{first}</FirstSport>"
        f"<NextSport>{after}</NextSport></MultiSportSession>"
    )


def _file(text: Callable[[], str]) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        path.write_text(text(), encoding="utf-8")

    return make


GPX = "topografix.com/GPX/1/1"
TCX = "garmin.com/xmlschemas/TrainingCenterDatabasev2.xsd"
SAMPLES = (
    Sample("gpx", "gpxpy.gpx", _file(lambda: gpxpy_file("1.1")), False, f"{GPX}; written by gpxpy"),
    Sample(
        "gpx",
        "gpxpy-1-0.gpx",
        _file(lambda: gpxpy_file("1.0")),
        False,
        "topografix.com/GPX/1/0; written by gpxpy",
    ),
    Sample(
        "gpx",
        "activity_11.gpx",
        _file(garmin_gpx),
        False,
        "garmin.com/xmlschemas/TrackPointExtensionv1.xsd, TrackPointExtensionv2.xsd",
    ),
    Sample(
        "gpx",
        "opentracks.gpx",
        _file(opentracks_gpx),
        False,
        "the exporter of github.com/OpenTracksApp/OpenTracks, GpxTrackExporter.java",
    ),
    Sample("gpx", "Move.gpx", _file(movescount_gpx), False, "cluetrust.com/Schemas/gpxdata10.xsd"),
    Sample(
        "gpx",
        "route_2026-05-02_8.30am.gpx",
        _file(apple_gpx),
        False,
        "workout-routes of an Apple Health export; -1 as in CLLocation's pages",
    ),
    Sample(
        "tcx",
        "activity_12.tcx",
        _file(garmin_tcx),
        False,
        f"{TCX}, ActivityExtensionv2.xsd",
    ),
    Sample("tcx", "indoor.tcx", _file(lambda: garmin_tcx(placed=False)), False, TCX),
    Sample("tcx", "strava.tcx", _file(strava_tcx), False, f"{TCX}; blanks before, as in Strava's"),
    Sample("tcx", "triathlon.tcx", _file(several_sports_tcx), False, TCX),
)
