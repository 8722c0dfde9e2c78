"""Edits that know lines, JSON or XML: what passes the parser and then means nonsense."""

from __future__ import annotations

import json
import re
from random import Random
from typing import Any

from lab.robustness.edits import NUMBER_EDGES, Edit

DEEP = 100_000
"""Levels of nesting that no stack survives."""
_ENTITIES = b"".join(
    b'<!ENTITY l%d "%s">' % (i, b"&l%d;" % (i - 1) * 10 if i else b"lol") for i in range(10)
)
_DOCUMENT_TYPES = (
    b"<!DOCTYPE a [" + _ENTITIES + b"]>",
    b'<!DOCTYPE a [<!ENTITY l9 "' + b"x" * 50_000 + b'">]>',
    b'<!DOCTYPE a [<!ENTITY l9 SYSTEM "file:///etc/passwd">]>',
    b'<!DOCTYPE a [<!ENTITY % p SYSTEM "http://127.0.0.1:9/p.dtd">%p;]>',
    b'<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd">',
)
_TAG = re.compile(rb"<(/?)([A-Za-z_][\w:.-]*)([^<>]*)>")
_ATTRIBUTE = re.compile(rb'\s([\w:.-]{1,80})="([^"]*)"')
_ODD_TEXT = (
    *(b"&l9;", b"&#0;", b"&#x110000;", b"&nbsp;", b"]]>", b"<![CDATA[<]]>", b"<!-- -- -->"),
    *(b"<?php ?>", b"<x/>", b"</x>", b"<", b"&l9;" * 5000, b"<y>" * 300, b"2026-13-45T99:99:99Z"),
)
_ODD_VALUES: tuple[Any, ...] = (
    *(None, True, 0, -1, 1e308, -1e308, 2**63, 10**400, float("nan"), float("inf"), 1e-320),
    *("", "x", "\0", "9" * 500, "2026-13-45T99:99:99Z", "0001-01-01T00:00:00+14:00", [], {}),
    *([[]], [None] * 3, {"": {}}, "NaN", "é" * 300, [[[[[[1]]]]]], "9999-12-31T23:59:59-12:00"),
)


# -- lines ---------------------------------------------------------------------------------


def line(rng: Random, data: bytes) -> bytes:
    """Leave out, repeat, move or empty a line."""
    lines = data.splitlines(keepends=True) or [b"\n"]
    at = min(rng.randrange(len(lines)), rng.randrange(len(lines)))
    kind = rng.randrange(5)
    if kind == 0:
        del lines[at]
    elif kind == 1:
        lines.insert(rng.randrange(len(lines)), lines[at])
    elif kind == 2:
        lines[at] = b"\n"
    elif kind == 3:
        lines[at] = lines[at].rstrip(b"\r\n") + lines[rng.randrange(len(lines))]
    else:
        rng.shuffle(lines)
    return b"".join(lines)


def cell(rng: Random, data: bytes) -> bytes:
    """Change, leave out or repeat a cell of a line, often of the header."""
    lines = data.split(b"\n")
    at = 0 if rng.random() < 0.3 else rng.randrange(len(lines))
    separator = max((b",", b";", b"\t", b"|", b" "), key=lines[at].count)
    cells = lines[at].split(separator)
    chosen = rng.randrange(len(cells))
    kind = rng.randrange(4)
    if kind == 0:
        del cells[chosen]
    elif kind == 1:
        cells.insert(chosen, cells[rng.randrange(len(cells))])
    elif kind == 2:
        cells[chosen] = rng.choice(NUMBER_EDGES)
    else:
        cells[chosen] = cells[rng.randrange(len(cells))]
    lines[at] = separator.join(cells)
    return b"\n".join(lines)


def column(rng: Random, data: bytes) -> bytes:
    """Change one column in every line: empty, constant, enormous, backward."""
    lines = data.split(b"\n")
    separator = max((b",", b";", b"\t", b"|"), key=lines[0].count)
    rows = [one.split(separator) for one in lines]
    chosen = rng.randrange(len(rows[0]))
    value = rng.choice(NUMBER_EDGES)
    keep = rng.random() < 0.5
    start = 0 if rng.random() < 0.1 else rng.randrange(1, len(rows)) if len(rows) > 1 else 0
    for row in rows[start:]:
        if chosen < len(row):
            row[chosen] = value + (row[chosen] if keep else b"")
    return b"\n".join(separator.join(row) for row in rows)


# -- JSON ----------------------------------------------------------------------------------


def json_value(rng: Random, data: bytes) -> bytes:
    """Change, leave out or repeat a value somewhere in a JSON document."""
    try:
        whole = json.loads(data)
    except (ValueError, RecursionError):
        return cell(rng, data)
    above: Any = None
    key: Any = None
    here = whole
    while isinstance(here, dict | list) and here and (above is None or rng.random() < 0.8):
        above = here
        key = rng.choice(list(here)) if isinstance(here, dict) else rng.randrange(len(here))
        here = here[key]
    odd = rng.choice(_ODD_VALUES)
    if above is None:
        return json.dumps(odd).encode()
    kind = rng.randrange(5)
    if kind == 0:
        del above[key]
    elif kind == 1 and isinstance(above, list):
        above.insert(key, odd)
    elif kind == 2 and isinstance(above, dict):
        above[rng.choice(list(above))] = here
    else:
        above[key] = odd
    return json.dumps(whole).encode("utf-8", errors="surrogatepass")


def json_deep(rng: Random, data: bytes) -> bytes:
    """Put a value inside very many brackets."""
    at = data.find(rng.choice((b":", b"[", b",")))
    bracket = rng.choice((b"[", b'{"a":'))
    return data[: at + 1] + bracket * rng.choice((300, DEEP)) + data[at + 1 :]


# -- XML -----------------------------------------------------------------------------------


def xml_tag(rng: Random, data: bytes) -> bytes:
    """Leave out, repeat or rename a tag, or repeat it to great depth."""
    tags = list(_TAG.finditer(data))
    if not tags:
        return cell(rng, data)
    tag = rng.choice(tags)
    kind = rng.randrange(5)
    before, after = data[: tag.start()], data[tag.end() :]
    if kind == 0:
        return before + after
    if kind == 1:
        return before + tag.group() * 2 + after
    if kind == 2:
        name = rng.choice((rng.choice(tags).group(2), b"x:y", b"\xc3\xa9", b"A" * 5000))
        return before + b"<" + tag.group(1) + name + tag.group(3) + b">" + after
    if kind == 3:
        depth = rng.choice((100, 3000, DEEP))
        return before + b"<d>" * depth + (b"</d>" * depth if rng.random() < 0.5 else b"") + after
    other = rng.choice(tags)
    first, last = sorted((tag, other), key=lambda one: one.start())
    return data[: first.end()] + data[last.start() :]


def xml_text(rng: Random, data: bytes) -> bytes:
    """Change what stands between two tags, or the value of an attribute."""
    found = list(_ATTRIBUTE.finditer(data)) if rng.random() < 0.5 else []
    if found:
        one = rng.choice(found)
        start, end = one.span(2)
    else:
        tags = list(_TAG.finditer(data))
        if not tags:
            return cell(rng, data)
        start = rng.choice(tags).end()
        end = data.find(b"<", start)
        end = len(data) if end < 0 else end
    value = rng.choice((*NUMBER_EDGES, *_ODD_TEXT))
    return data[:start] + value + data[end:]


def xml_type(rng: Random, data: bytes) -> bytes:
    """Put in a document type: entities that grow, files of the machine, addresses."""
    at = data.find(b"?>") + 2 if data.startswith(b"<?xml") else 0
    return xml_text(rng, data[:at] + rng.choice(_DOCUMENT_TYPES) + data[at:])


def xml_encoding(rng: Random, data: bytes) -> bytes:
    """Claim or use another encoding."""
    name = rng.choice((b"UTF-16", b"UTF-32", b"UTF-7", b"latin-1", b"x-nothing", b"", b"EBCDIC"))
    changed = re.sub(rb'encoding="[^"]*"', b'encoding="' + name + b'"', data, count=1)
    if changed == data:
        changed = b'<?xml version="1.0" encoding="' + name + b'"?>' + data
    if name == b"UTF-16" and rng.random() < 0.5:
        return changed.decode("utf-8", errors="replace").encode("utf-16")
    return changed


LINES: tuple[Edit, ...] = (line, cell, cell, column, column)
JSON: tuple[Edit, ...] = (json_value, json_value, json_value, json_value, json_deep)
XML: tuple[Edit, ...] = (xml_tag, xml_tag, xml_text, xml_text, xml_text, xml_type, xml_encoding)
