"""Tables of all kinds, app exports, and what the reader says of them."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from tests.bad_files import NAMES, csv_bytes, table, zip_bytes
from tests.recordings import swinging_leg, user_acceleration

from retrowalk.errors import RetrowalkError
from retrowalk.formats import READERS, read, write
from retrowalk.recording import Channel, Placement, Positions, Recording

LEG = swinging_leg()
EPOCH_S = 1_790_000_000
START = dt.datetime.fromtimestamp(EPOCH_S, dt.UTC)


def stored(folder: Path, name: str, data: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def same_samples(one: Recording, other: Recording, tolerance: float = 1e-5) -> bool:
    assert one.angular_rate_rads is not None
    assert other.angular_rate_rads is not None
    return (
        np.allclose(one.time_s - one.time_s[0], other.time_s - other.time_s[0], atol=1e-6)
        and np.allclose(one.acceleration_ms2, other.acceleration_ms2, atol=tolerance)
        and np.allclose(one.angular_rate_rads, other.angular_rate_rads, atol=tolerance)
    )


@pytest.mark.parametrize(
    "names",
    [
        ["t", "ax", "ay", "az", "gx", "gy", "gz"],
        ["timestamp", "accX", "accY", "accZ", "gyroX", "gyroY", "gyroZ"],
        [
            "Time (s)",
            *(f"Acceleration {a} (m/s^2)" for a in "xyz"),
            *(f"Gyroscope {a} (rad/s)" for a in "xyz"),
        ],
        [
            "elapsed (s)",
            *(f"accelerationIncludingGravity.{a}" for a in "xyz"),
            *(f"rotationRate.{a}" for a in "xyz"),
        ],
        ["seconds", *(f"Accel_{a}_m_s2" for a in "XYZ"), *(f"Gyr_{a}_rad_s" for a in "XYZ")],
        [
            "Zeit (s)",
            *(f"Beschleunigung {a} (m/s²)" for a in "xyz"),
            *(f"Gyroskop {a} (rad/s)" for a in "xyz"),
        ],
    ],
)
def test_other_names(names: list[str], tmp_path: Path) -> None:
    recording = read(stored(tmp_path, "walk.csv", csv_bytes(table(), names)))
    assert same_samples(recording, LEG)
    assert any("acceleration" in note for note in recording.notes)


def test_units_are_found_with_the_reason(tmp_path: Path) -> None:
    values = table()
    values[:, 1:4] /= 9.80665
    values[:, 4:] *= 180 / np.pi
    values[:, 0] *= 1000
    names = ["timestamp", "ax", "ay", "az", "gx", "gy", "gz"]
    recording = read(stored(tmp_path, "walk.csv", csv_bytes(values, names)))
    assert same_samples(recording, LEG, 2e-5)
    text = " ".join(recording.notes)
    assert "in ms" in text
    assert "acceleration in g: median magnitude" in text
    assert "angular rate in deg/s" in text


def test_slow_degrees_are_told_by_the_turning_of_gravity(tmp_path: Path) -> None:
    values = table()
    values[:, 1:4] = table(LEG)[:, 1:4]
    values[:, 4:] *= 180 / np.pi
    values = values[:, :]
    slow = np.column_stack([values[:, 0] * 12, values[:, 1:4], values[:, 4:] / 12])[::1]
    dense = np.linspace(0, slow[-1, 0], 6000)
    wide = np.column_stack(
        [dense, *(np.interp(dense, slow[:, 0], slow[:, k]) for k in range(1, 7))]
    )
    names = ["timestamp", "ax", "ay", "az", "gx", "gy", "gz"]
    recording = read(stored(tmp_path, "walk.csv", csv_bytes(wide, names)))
    assert recording.angular_rate_rads is not None
    assert any("deg/s: gravity turns" in note for note in recording.notes)
    assert np.abs(recording.angular_rate_rads).max() < 1.0


@pytest.mark.parametrize("change", [
    lambda t: t.replace(",", ";"),
    lambda t: t.replace(",", "\t"),
    lambda t: t.replace(",", ";").replace(".", ","),
    lambda t: t.replace(",", "\t").replace(".", ","),
    lambda t: t.replace("\n", "\r\n"),
    lambda t: "\ufeff" + t,
    lambda t: "# made by hand\n\n# twice\n" + t,
    lambda t: t.replace("\n", "\n\n", 30),
    lambda t: t + "\n\n  \n".replace(" ", ""),
    lambda t: t.rstrip("\n"),
    lambda t: t.replace("\n0.05,", "\n# a remark in the middle\n0.05,"),
    lambda t: t.replace(",", " , "),
])  # fmt: skip
def test_layouts_read_the_same(change: Callable[[str], str], tmp_path: Path) -> None:
    text = change(csv_bytes(table()).decode())
    assert same_samples(read(stored(tmp_path, "walk.csv", text)), LEG)


def test_a_cut_last_line_is_left_out_and_said(tmp_path: Path) -> None:
    text = csv_bytes(table()).decode() + "8.0,1.2,0.3"
    recording = read(stored(tmp_path, "walk.csv", text))
    assert len(recording.time_s) == len(LEG.time_s)
    assert recording.notes == ("warning: the last line is cut off in the middle; it was left out",)


@pytest.mark.parametrize(
    ("pattern", "known"),
    [
        ("%Y-%m-%dT%H:%M:%S.%fZ", True),
        ("%Y-%m-%d %H:%M:%S.%f+00:00", True),
        ("%Y-%m-%d %H:%M:%S.%f", False),
    ],
)
def test_date_stamps(pattern: str, known: bool, tmp_path: Path) -> None:
    lines = csv_bytes(table()).decode().splitlines()
    body = [
        (START + dt.timedelta(seconds=float(line.split(",")[0]))).strftime(pattern)
        + "," + line.split(",", 1)[1]
        for line in lines[1:]
    ]  # fmt: skip
    text = "\n".join(["datetime," + lines[0].split(",", 1)[1], *body])
    recording = read(stored(tmp_path, "walk.csv", text))
    assert same_samples(recording, LEG)
    assert recording.start_utc == (START if known else None)


@pytest.mark.parametrize("factor", [1.0, 1e3, 1e6, 1e9])
def test_epoch_clocks(factor: float, tmp_path: Path) -> None:
    rows = csv_bytes(table()).decode().splitlines()
    body = [f"{round((EPOCH_S + i / 100) * 1000) * factor / 1000:.3f},{r.split(',', 1)[1]}"
            for i, r in enumerate(rows[1:])]  # fmt: skip
    text = "\n".join(["timestamp," + rows[0].split(",", 1)[1], *body])
    recording = read(stored(tmp_path, "walk.csv", text))
    assert recording.start_utc == START
    assert recording.rate_hz == pytest.approx(100, rel=1e-3)


def test_a_counter_needs_the_rate(tmp_path: Path) -> None:
    values = table()
    values[:, 0] = np.arange(len(values))
    path = stored(tmp_path, "walk.csv", csv_bytes(values, ["samples", *NAMES[1:]]))
    with pytest.raises(RetrowalkError, match="--rate 100"):
        read(path)
    assert read(path, rate_hz=100).duration_s == pytest.approx(7.99)
    with pytest.raises(RetrowalkError, match="not one of a motion sensor"):
        read(path, rate_hz=0)


def test_user_acceleration_with_gravity_is_put_together(tmp_path: Path) -> None:
    free = user_acceleration(LEG)
    values = np.column_stack(
        [LEG.time_s, -free / 9.80665, -(LEG.acceleration_ms2 - free) / 9.80665]
    )
    names = ["time_s", *(f"userAcceleration{a}" for a in "XYZ"), *(f"gravity{a}" for a in "XYZ")]
    recording = read(stored(tmp_path, "walk.csv", csv_bytes(values, names)))
    assert np.allclose(recording.acceleration_ms2, LEG.acceleration_ms2, atol=1e-4)
    assert any("Core Motion" in note for note in recording.notes)


def test_sparse_gyroscope_is_joined_but_not_across_gaps(tmp_path: Path) -> None:
    values = table()
    values[1::2, 4:] = np.nan
    values[300:350, 4:] = np.nan
    recording = read(stored(tmp_path, "walk.csv", csv_bytes(values).replace(b"nan", b"")))
    assert recording.gaps() == ((2.98, 3.5),)
    assert any("have no angular rate within 0.25 s" in note for note in recording.notes)


def _logger(values: np.ndarray, time_s: np.ndarray, names: str = "z,y,x") -> bytes:
    lines = [f"time,seconds_elapsed,{names}"]
    for t, row in zip(time_s, values, strict=True):
        cells = ",".join(f"{x:.9f}" for x in row[::-1])
        lines.append(f"{EPOCH_S * 10**9 + round(t * 1e9)},{t:.6f},{cells}")
    return ("\n".join(lines) + "\n").encode()


def _logger_members(platform: str, standard: str, sign: float) -> dict[str, bytes]:
    free = user_acceleration(LEG)
    assert LEG.angular_rate_rads is not None
    meta = (
        "version,device name,recording epoch time,recording time,recording timezone,platform,"
        f"standardisation\n3,My phone,1,x,Europe/Zurich,{platform},{standard}\n"
    )
    return {
        "Accelerometer.csv": _logger(sign * free, LEG.time_s),
        "Gravity.csv": _logger(sign * (LEG.acceleration_ms2 - free), LEG.time_s),
        "Gyroscope.csv": _logger(LEG.angular_rate_rads, LEG.time_s),
        "HeartRate.csv": f"time,seconds_elapsed,bpm\n{EPOCH_S * 10**9 + 10**9},1,88\n".encode(),
        "Location.csv": (
            "time,seconds_elapsed,bearingAccuracy,speedAccuracy,verticalAccuracy,"
            "horizontalAccuracy,speed,bearing,altitude,longitude,latitude\n"
            f"{EPOCH_S * 10**9},0,0,0,0,4.5,-1,90,400,8.5,47.4\n"
        ).encode(),
        "Metadata.csv": meta.encode(),
    }


@pytest.mark.parametrize(
    ("platform", "standard", "sign"),
    [("ios", "false", -1.0), ("ios", "true", 1.0), ("android", "false", 1.0)],
)
def test_sensor_logger_zip(platform: str, standard: str, sign: float, tmp_path: Path) -> None:
    path = stored(tmp_path, "walk.zip", zip_bytes(_logger_members(platform, standard, sign)))
    recording = read(path)
    assert same_samples(recording, LEG, 1e-6)
    assert recording.start_utc == START
    assert recording.zone == "Europe/Zurich"
    assert recording.device == f"My phone {platform}"
    assert recording.heart_rate_bpm is not None
    assert recording.heart_rate_bpm.values.tolist() == [88.0]
    assert recording.positions is not None
    assert np.isnan(recording.positions.speed_mps[0])
    assert recording.positions.course_deg.tolist() == [90.0]


def test_sensor_logger_folder_and_total_acceleration(tmp_path: Path) -> None:
    members = _logger_members("android", "", 1.0)
    members["TotalAcceleration.csv"] = _logger(LEG.acceleration_ms2, LEG.time_s)
    folder = tmp_path / "export"
    folder.mkdir()
    for name, data in members.items():
        stored(folder, name, data)
    recording = read(folder)
    assert np.allclose(recording.acceleration_ms2, LEG.acceleration_ms2, atol=1e-6)
    assert any("TotalAcceleration" in note for note in recording.notes)


def test_sensor_logger_other_clock_of_the_gyroscope(tmp_path: Path) -> None:
    members = _logger_members("android", "", 1.0)
    rate = LEG.angular_rate_rads
    assert rate is not None
    late = (LEG.time_s + 0.0037)[5:]
    shifted = np.column_stack([np.interp(late, LEG.time_s, rate[:, k]) for k in range(3)])
    hole = (late < 3.0) | (late > 4.0)
    members["Gyroscope.csv"] = _logger(shifted[hole], late[hole])
    recording = read(stored(tmp_path, "walk.zip", zip_bytes(members)))
    assert len(recording.gaps()) == 1
    start, end = recording.gaps()[0]
    assert (start, end) == pytest.approx((2.99, 4.01), abs=0.011)
    assert recording.angular_rate_rads is not None
    at = np.searchsorted(LEG.time_s, recording.time_s - 0.005)
    assert np.abs(recording.angular_rate_rads - rate[at]).max() < 0.1


def test_sensor_logger_json(tmp_path: Path) -> None:
    rows: list[dict[str, str]] = [{"sensor": "Metadata", "platform": "android", "device name": "A"}]
    assert LEG.angular_rate_rads is not None
    for sensor, values in (
        ("TotalAcceleration", LEG.acceleration_ms2),
        ("Gyroscope", LEG.angular_rate_rads),
    ):
        for t, (x, y, z) in zip(LEG.time_s, values, strict=True):
            stamp = {"time": f"{EPOCH_S * 10**9 + round(t * 1e9)}", "seconds_elapsed": f"{t}"}
            rows.append({"sensor": sensor, **stamp, "x": f"{x}", "y": f"{y}", "z": f"{z}"})
    recording = read(stored(tmp_path, "walk.json", json.dumps(rows)))
    assert same_samples(recording, LEG, 1e-6)
    assert recording.device == "A android"


def test_sensor_logger_watch(tmp_path: Path) -> None:
    free = user_acceleration(LEG) / 9.80665
    gravity = LEG.acceleration_ms2 / 9.80665 - free
    assert LEG.angular_rate_rads is not None
    names = [f"{k}{a}" for k in ("rotationRate", "gravity", "acceleration") for a in "XYZ"]
    values = np.column_stack([LEG.angular_rate_rads, -gravity, -free])
    lines = ["time,seconds_elapsed," + ",".join(names)]
    for t, row in zip(LEG.time_s, values, strict=True):
        cells = ",".join(f"{x:.9f}" for x in row)
        lines.append(f"{EPOCH_S * 10**9 + round(t * 1e9)},{t},{cells}")
    meta = b"version,device name,platform\n3,Watch,ios\n"
    members = {"WristMotion.csv": "\n".join(lines).encode(), "Metadata.csv": meta}
    recording = read(stored(tmp_path, "watch.zip", zip_bytes(members)))
    assert same_samples(recording, LEG, 1e-6)
    assert recording.placement is Placement.WRIST


def _phyphox(separator: str, decimal: str, paused: bool) -> dict[str, bytes]:
    assert LEG.angular_rate_rads is not None

    def sheet(what: str, unit: str, values: np.ndarray) -> bytes:
        names = ["Time (s)", *(f"{what} {a} ({unit})" for a in "xyz")]
        lines = [separator.join(f'"{n}"' for n in names)]
        for t, row in zip(LEG.time_s, values, strict=True):
            lines.append(separator.join(f"{x:.9E}".replace(".", decimal) for x in (t, *row)))
        lines += [separator.join(["NaN"] * 4)] * 3
        return ("\n".join(lines) + "\n").encode()

    def events(*rows: tuple[str, float, float]) -> bytes:
        head = ["event", "experiment time", "system time", "system time text"]
        lines = [separator.join(f'"{n}"' for n in head)]
        for event, experiment, system in rows:
            cells = [f'"{event}"', f"{experiment:.9E}", f"{system:.3f}", '"2026 UTC+02:00"']
            lines.append(separator.join(c.replace(".", decimal) for c in cells))
        return ("\n".join(lines) + "\n").encode()

    times = [("START", 0.0, float(EPOCH_S)), ("PAUSE", 8.0, EPOCH_S + 8.0)]
    if paused:
        times = [("START", 0.0, float(EPOCH_S)), ("PAUSE", 4.0, EPOCH_S + 4.0),
                 ("START", 4.0, EPOCH_S + 34.0), ("PAUSE", 8.0, EPOCH_S + 38.0)]  # fmt: skip
    device = separator.join(['"property"', '"value"'])
    brand = separator.join(['"deviceBrand"', '"Acme"'])
    model = separator.join(['"deviceModel"', '"One"'])
    return {
        "Accelerometer.csv": sheet("Acceleration", "m/s^2", LEG.acceleration_ms2),
        "Gyroscope.csv": sheet("Gyroscope", "rad/s", LEG.angular_rate_rads),
        "Linear Accelerometer.csv": sheet("Linear Acceleration", "m/s^2", user_acceleration(LEG)),
        "meta/device.csv": f"{device}\n{brand}\n{model}\n".encode(),
        "meta/time.csv": events(*times),
    }


@pytest.mark.parametrize(
    ("separator", "decimal"), [(",", "."), ("\t", "."), (";", ","), ("\t", ",")]
)
def test_phyphox_zip(separator: str, decimal: str, tmp_path: Path) -> None:
    recording = read(stored(tmp_path, "walk.zip", zip_bytes(_phyphox(separator, decimal, False))))
    assert same_samples(recording, LEG)
    assert recording.start_utc == START
    assert recording.device == "Acme One"


def test_phyphox_pause_is_a_gap(tmp_path: Path) -> None:
    recording = read(stored(tmp_path, "walk.zip", zip_bytes(_phyphox(",", ".", True))))
    assert len(recording.gaps()) == 1
    assert recording.gaps()[0] == pytest.approx((3.99, 34.0))
    assert recording.duration_s == pytest.approx(37.99)


def test_phyphox_single_table(tmp_path: Path) -> None:
    path = stored(tmp_path, "Raw Data.csv", _phyphox(",", ".", False)["Accelerometer.csv"])
    assert np.allclose(read(path).acceleration_ms2, LEG.acceleration_ms2, atol=1e-6)


def test_zip_with_one_table(tmp_path: Path) -> None:
    path = stored(tmp_path, "mail.zip", zip_bytes({"walk.csv": csv_bytes(table())}))
    assert same_samples(read(path), LEG)


@pytest.mark.parametrize("ending", [".csv", ".parquet", ".pq", ".feather", ".json"])
def test_everything_survives_writing(ending: str, tmp_path: Path) -> None:
    full = Recording(
        LEG.time_s, LEG.acceleration_ms2, LEG.angular_rate_rads, LEG.acceleration_ms2 * 3,
        placement=Placement.POCKET,
        positions=Positions(*np.array([[0.5, 2], [47, 48], [8, 8], [1, np.nan], [2, 3], [5, 5]])),
        heading_deg=Channel(np.array([0.0, 3.3]), np.array([10, 20])),
        heart_rate_bpm=Channel(np.array([0.1234]), np.array([90])),
        pressure_hpa=Channel(np.array([7.99]), np.array([950])),
        start_utc=START, zone="Europe/Zürich",
        device='A "phone", new\nline', source="there.csv", notes=("warning: ü", "b"),
    )  # fmt: skip
    path = tmp_path / f"walk{ending}"
    write(full, path)
    again = read(path)
    for name in ("placement", "start_utc", "zone", "device", "source", "notes"):
        assert getattr(again, name) == getattr(full, name)
    for name in ("time_s", "acceleration_ms2", "angular_rate_rads", "magnetic_field_ut"):
        assert np.array_equal(getattr(again, name), getattr(full, name))
    for name in ("heading_deg", "heart_rate_bpm", "pressure_hpa"):
        assert np.array_equal(getattr(again, name).time_s, getattr(full, name).time_s)
        assert np.array_equal(getattr(again, name).values, getattr(full, name).values)
    assert again.positions is not None
    assert full.positions is not None
    assert np.array_equal(again.positions.speed_mps, full.positions.speed_mps, equal_nan=True)


def test_write_refuses_in_words(tmp_path: Path) -> None:
    with pytest.raises(RetrowalkError, match=r"'\.xyz'.*\.csv, \.parquet, \.pq, \.json"):
        write(LEG, tmp_path / "walk.xyz")
    with pytest.raises(RetrowalkError, match="folder that exists"):
        write(LEG, tmp_path / "away" / "walk.csv")


def test_format_by_name(tmp_path: Path) -> None:
    path = stored(tmp_path, "walk.dat", csv_bytes(table()))
    assert same_samples(read(path, format="CSV"), LEG)
    assert same_samples(read(path), LEG)
    with pytest.raises(RetrowalkError, match="no format 'fax'"):
        read(path, format="fax")


def test_every_reader_can_be_named() -> None:
    names = [reader.name for reader in READERS]
    assert len(set(names)) == len(names)
    assert all(reader.title and reader.suffixes and reader.carries for reader in READERS)
