"""Make the shipped evidence table from the reading notes.

    python -m lab.evidence_table [--check]

In: ``../shared/evidence/evidence.csv``, ``evidence_derived.csv`` and
``lab/evidence/additions.csv`` (rows read later, in the same columns).
Out: ``src/retrowalk/evidence/table.csv``.

Only what was read ships: SEEN, SEEN-2ND (labelled "as quoted") and DERIVED (with
its formula). What is recalled from memory never ships, neither as a row nor as a
remark inside one.
"""

from __future__ import annotations

import argparse
import csv
import io
import re
import sys
from pathlib import Path

from retrowalk.evidence.derived import DERIVATIONS

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared" / "evidence"
ADDITIONS = ROOT / "lab" / "evidence" / "additions.csv"
TARGET = ROOT / "src" / "retrowalk" / "evidence" / "table.csv"

STANDING = {"SEEN": "seen", "SEEN-2ND": "as quoted", "DERIVED": "derived"}
COLUMNS = [
    *("id", "quantity", "value", "finding", "low", "high", "interval", "unit", "population"),
    *("n", "condition", "citation", "reference", "standing", "formula"),
]
RECALLED = re.compile(r"RECALLED|memory|\bE-19\b", re.IGNORECASE)

# The bibliographic details of the Compendium were not read; its codes and values were.
_COMPENDIUM = (
    "2011 Compendium of Physical Activities, codes and values as quoted in public repositories"
)
REWORDED = {"E-10": _COMPENDIUM, "E-11": _COMPENDIUM}


def without_recalled(text: str) -> str:
    """Return a condition without its sentences and clauses that rest on memory."""
    parts = re.split(r"(?<=[.;]) ", text)
    return " ".join(p for p in parts if not RECALLED.search(p)).rstrip("; ")


def without_recalled_names(text: str) -> str:
    """Return a citation without the bracketed names that rest on memory."""
    return re.sub(r"\s*\([^()]*RECALLED[^()]*\)", "", text)


def without_recalled_reference(text: str) -> str:
    """Return a reference without identifiers that were not read."""
    return "; ".join(p for p in text.split("; ") if not RECALLED.search(p))


def shipped(line: dict[str, str]) -> dict[str, str] | None:
    """Return the shipped form of one line of the reading notes; None when it must not ship."""
    standing = STANDING.get(line["seen_or_recalled"])
    if standing is None:
        return None
    identifier = line["id"]
    try:
        float(line["value"] or "nan")
        value, finding = line["value"], ""
    except ValueError:
        value, finding = "", line["value"]
    row = {
        "id": identifier,
        "quantity": line["quantity"],
        "value": value,
        "finding": finding,
        "low": line["low"],
        "high": line["high"],
        "interval": line["interval_type"],
        "unit": line["unit"],
        "population": line["population"],
        "n": line["n"],
        "condition": without_recalled(line["condition"]),
        "citation": REWORDED.get(identifier, without_recalled_names(line["citation"])),
        "reference": without_recalled_reference(line["doi_or_pmid"]),
        "standing": standing,
        "formula": DERIVATIONS[identifier].formula if standing == "derived" else "",
    }
    left = [key for key, text in row.items() if RECALLED.search(text)]
    if left:
        raise SystemExit(f"{identifier}: {left} still rest on memory")
    return row


def table() -> str:
    """Return the shipped table as CSV text."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for source in (SHARED / "evidence.csv", ADDITIONS, SHARED / "evidence_derived.csv"):
        with source.open(encoding="utf-8", newline="") as lines:
            for line in csv.DictReader(lines):
                row = shipped(line)
                if row is not None:
                    writer.writerow(row)
    return out.getvalue()


def main() -> None:
    """Write the table, or with --check say whether the shipped one is current."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--check", action="store_true")
    made = table()
    if parser.parse_args().check:
        if TARGET.read_text(encoding="utf-8") != made:
            sys.exit(f"{TARGET.relative_to(ROOT)} is not current: python -m lab.evidence_table")
        print("current")
        return
    TARGET.write_text(made, encoding="utf-8")
    print(f"{TARGET.relative_to(ROOT)}: {made.count(chr(10)) - 1} rows")


if __name__ == "__main__":
    main()
