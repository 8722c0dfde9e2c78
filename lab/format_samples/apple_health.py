"""Exports of Apple's Health app: the layout of iOS 16 and later as a zip, that of iOS 13 alone."""

from __future__ import annotations

import zipfile
from pathlib import Path

from lab.format_samples import Sample

DTD = """<!DOCTYPE HealthData [
<!-- HealthKit Export Version: 12 -->
<!ELEMENT HealthData (ExportDate,Me,(Record|Correlation|Workout|ActivitySummary)*)>
<!ATTLIST HealthData
  locale CDATA #REQUIRED
>
<!ELEMENT Record ((MetadataEntry|HeartRateVariabilityMetadataList)*)>
<!ATTLIST Record
  type          CDATA #REQUIRED
  value         CDATA #IMPLIED
>
<!-- Note: Any Records that appear as children of a correlation also appear as top-level
     records in this document. -->
]>
"""
WATCH = (
    "&lt;&lt;HKDevice: 0x2812c5c20&gt;, name:Apple Watch, manufacturer:Apple Inc., model:Watch, "
    "hardware:Watch6,7, software:9.1&gt;"
)
PHONE = (
    "&lt;&lt;HKDevice: 0x2812c5f40&gt;, name:iPhone, manufacturer:Apple Inc., model:iPhone, "
    "hardware:iPhone14,5, software:16.1&gt;"
)
DAY = "2026-03-01"


def record(
    kind: str,
    unit: str,
    value: str,
    start: str,
    end: str,
    *,
    watch: bool = True,
    inside: str = "",
) -> str:
    """Return one Record as a line, or as lines with something inside."""
    source = "Anna’s Apple\u00a0Watch" if watch else "Anna’s iPhone"
    head = (
        f' <Record type="HKQuantityTypeIdentifier{kind}" sourceName="{source}" '
        f'sourceVersion="{"9.1" if watch else "16.1"}" device="{WATCH if watch else PHONE}" '
        f'unit="{unit}" creationDate="{end}" startDate="{start}" endDate="{end}" value="{value}"'
    )
    return f"{head}>\n  {inside}\n </Record>\n" if inside else f"{head}/>\n"


def at(clock: str, day: str = DAY, offset: str = "+0100") -> str:
    """Return an instant as the app writes it."""
    return f"{day} {clock} {offset}"


def records() -> str:
    """Return half an hour of a walk at 07:00 by watch and phone, and of the hours around it."""
    lines = [
        # a minute each by the watch, two by the phone; the last goes on after the walk
        *(
            record("StepCount", "count", str(100 + m), at(f"07:{m:02d}:00"), at(f"07:{m:02d}:58"))
            for m in range(29)
        ),
        record("StepCount", "count", "55", at("07:29:30"), at("07:31:10")),
        record("StepCount", "count", "700", at("06:00:00"), at("06:10:00"), watch=False),
        *(
            record(
                "StepCount",
                "count",
                "190",
                at(f"07:{m:02d}:00"),
                at(f"07:{m + 1:02d}:59"),
                watch=False,
            )
            for m in range(0, 20, 2)
        ),
        *(
            record(
                "DistanceWalkingRunning",
                "km",
                "0.08",
                at(f"07:{m:02d}:00"),
                at(f"07:{m:02d}:58"),
            )
            for m in range(29)
        ),
        *(
            record(
                "HeartRate",
                "count/min",
                str(90 + s % 9),
                at(f"07:{s // 60:02d}:{s % 60:02d}"),
                at(f"07:{s // 60:02d}:{s % 60:02d}"),
                inside='<MetadataEntry key="HKMetadataKeyHeartRateMotionContext" value="2"/>',
            )
            for s in range(0, 1800, 30)
        ),
        record("HeartRateVariabilitySDNN", "ms", "41", at("07:10:00"), at("07:11:00")),
        record("WalkingSpeed", "km/hr", "4.5", at("07:05:00"), at("07:05:20"), watch=False),
        record("WalkingStepLength", "cm", "71", at("07:05:00"), at("07:05:20"), watch=False),
        record("DistanceCycling", "km", "1.5", at("07:05:00"), at("07:09:00")),
    ]
    return "".join(lines)


def export(workouts: str, more: str = "") -> str:
    """Return an export with these workouts."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n{DTD}<HealthData locale="en_GB">\n'
        ' <ExportDate value="2026-03-02 09:00:00 +0100"/>\n'
        ' <Me HKCharacteristicTypeIdentifierDateOfBirth=""\n'
        '     HKCharacteristicTypeIdentifierBloodType="HKBloodTypeNotSet"/>\n'
        f"{records()}{more}{workouts}"
        ' <ActivitySummary dateComponents="2026-03-01" activeEnergyBurned="512"/>\n'
        "</HealthData>\n"
    )


def workout_16() -> str:
    """Return the walk as iOS 16 writes it: statistics, events, a route."""
    start, end = at("07:00:00"), at("07:30:30")
    statistics = "".join(
        f'  <WorkoutStatistics type="HKQuantityTypeIdentifier{kind}" startDate="{start}" '
        f'endDate="{end}" {values}/>\n'
        for kind, values in (
            ("ActiveEnergyBurned", 'sum="131.5" unit="kcal"'),
            ("DistanceWalkingRunning", 'sum="2.41" unit="km"'),
            ("HeartRate", 'average="94.2" minimum="78" maximum="104" unit="count/min"'),
        )
    )
    return (
        ' <Workout workoutActivityType="HKWorkoutActivityTypeWalking" duration="29.5" '
        'durationUnit="min" sourceName="Anna’s Apple\u00a0Watch" sourceVersion="9.1" '
        f'device="{WATCH}" creationDate="{end}" startDate="{start}" endDate="{end}">\n'
        '  <MetadataEntry key="HKIndoorWorkout" value="0"/>\n'
        '  <MetadataEntry key="HKElevationAscended" value="1250 cm"/>\n'
        '  <MetadataEntry key="HKTimeZone" value="Europe/Berlin"/>\n'
        f'  <WorkoutEvent type="HKWorkoutEventTypePause" date="{at("07:10:00")}"/>\n'
        f'  <WorkoutEvent type="HKWorkoutEventTypeResume" date="{at("07:11:00")}"/>\n'
        f'  <WorkoutEvent type="HKWorkoutEventTypeLap" date="{at("07:00:00")}" '
        'duration="15" durationUnit="min"/>\n'
        f'  <WorkoutEvent type="HKWorkoutEventTypeLap" date="{at("07:15:00")}" '
        'duration="15.5" durationUnit="min"/>\n'
        f'  <WorkoutActivity uuid="A1" startDate="{start}" endDate="{end}" duration="29.5" '
        'durationUnit="min">\n'
        f'   <WorkoutStatistics type="HKQuantityTypeIdentifierStepCount" startDate="{start}" '
        f'endDate="{end}" sum="1" unit="count"/>\n'
        "  </WorkoutActivity>\n"
        f"{statistics}"
        f'  <WorkoutRoute sourceName="Anna’s Apple\u00a0Watch" creationDate="{end}" '
        f'startDate="{start}" endDate="{end}">\n'
        '   <MetadataEntry key="HKMetadataKeySyncVersion" value="2"/>\n'
        '   <FileReference path="/workout-routes/route_2026-03-01_7.30am.gpx"/>\n'
        "  </WorkoutRoute>\n"
        " </Workout>\n"
    )


def workout_13() -> str:
    """Return an indoor walk as iOS 13 writes it: totals in attributes."""
    return (
        ' <Workout workoutActivityType="HKWorkoutActivityTypeWalking" duration="20" '
        'durationUnit="min" totalDistance="1" totalDistanceUnit="mi" totalEnergyBurned="418.4" '
        'totalEnergyBurnedUnit="kJ" sourceName="Anna’s Apple\u00a0Watch" sourceVersion="6.1" '
        f'device="{WATCH}" creationDate="{at("07:25:00")}" startDate="{at("07:05:00")}" '
        f'endDate="{at("07:25:00")}">\n'
        '  <MetadataEntry key="HKIndoorWorkout" value="1"/>\n'
        " </Workout>\n"
        ' <Workout workoutActivityType="HKWorkoutActivityTypeTraditionalStrengthTraining" '
        'duration="600" durationUnit="s" sourceName="Gym App" '
        f'startDate="{at("18:00:00")}" endDate="{at("18:10:00")}"/>\n'
    )


def route() -> str:
    """Return the GPX beside a workout, as the app writes it."""
    points = "".join(
        f'      <trkpt lon="13.405000" lat="{52.52 + s * 1e-5:.6f}"><ele>{34.0 + s / 100:.6f}</ele>'
        f"<time>2026-03-01T06:{s // 60:02d}:{s % 60:02d}Z</time><extensions><speed>1.3</speed>"
        f"<course>{-1.0 if s == 0 else 0.5:.6f}</course><hAcc>4.5</hAcc><vAcc>3.1</vAcc>"
        "</extensions></trkpt>\n"
        for s in range(0, 120, 10)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<gpx version="1.1" creator="Apple Health Export" '
        'xmlns="http://www.topografix.com/GPX/1/1">\n'
        "  <metadata>\n    <time>2026-03-02T08:00:00Z</time>\n  </metadata>\n"
        "  <trk>\n    <name>Route 2026-03-01 7:30am</name>\n    <trkseg>\n"
        f"{points}    </trkseg>\n  </trk>\n</gpx>\n"
    )


def _zip(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("apple_health_export/export_cda.xml", "<ClinicalDocument/>\n")
        archive.writestr("apple_health_export/workout-routes/route_2026-03-01_7.30am.gpx", route())
        archive.writestr("apple_health_export/export.xml", export(workout_16()))


def _xml(path: Path) -> None:
    path.write_text(export(workout_13()), encoding="utf-8")


_LAYOUT = "the DTD in the export itself and Apple's HealthKit documentation (HKWorkout)"
SAMPLES = (
    Sample("apple-health", "export.zip", _zip, True, f"{_LAYOUT}, iOS 16"),
    Sample("apple-health", "export.xml", _xml, False, f"{_LAYOUT}, iOS 13"),
)
