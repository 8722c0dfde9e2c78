"""What the app has kept on a phone: its records, read from the page's database."""

from __future__ import annotations

import base64
import gzip
import json
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Page

from retrowalk.formats.recording_json import from_json
from retrowalk.recording import Recording

READ = """async () => {
  const ask = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const db = await ask(indexedDB.open("retrowalk"));
  const parts = db.transaction(["heads", "bytes"]);
  const heads = await ask(parts.objectStore("heads").getAll());
  const found = [];
  for (const head of heads) {
    const bytes = await ask(parts.objectStore("bytes").get(head.id));
    let text = "";
    for (const byte of bytes) text += String.fromCharCode(byte);
    found.push([head.id, head.kind, btoa(text)]);
  }
  db.close();
  return found;
}"""


@dataclass(frozen=True)
class Kept:
    """One record.

    Attributes:
        id: its name.
        kind: of it.
        data: its bytes.
    """

    id: str
    kind: str
    data: bytes

    @property
    def content(self) -> Any:
        """The content of a JSON record."""
        return json.loads(self.data)

    @property
    def recording(self) -> Recording:
        """The samples of a motion record."""
        return from_json(json.loads(gzip.decompress(self.data)))


def kept(page: Page) -> list[Kept]:
    """Return every record of the phone."""
    return [Kept(name, kind, base64.b64decode(text)) for name, kind, text in page.evaluate(READ)]


def of_kind(page: Page, kind: str) -> list[Kept]:
    """Return the records of one kind."""
    return [one for one in kept(page) if one.kind == kind]


def alike(told: Any, expected: Any) -> bool:
    """Return whether two JSON values are the same, numbers to 1e-6; assert where they are not."""
    if isinstance(expected, dict):
        assert isinstance(told, dict)
        assert set(told) == set(expected)
        return all(alike(told[key], value) for key, value in expected.items())
    if isinstance(expected, list):
        assert len(told) == len(expected)
        return all(alike(one, other) for one, other in zip(told, expected, strict=True))
    if isinstance(expected, float):
        assert told == pytest.approx(expected, rel=1e-6, abs=1e-6)
    else:
        assert told == expected
    return True
