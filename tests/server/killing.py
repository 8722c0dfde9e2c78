"""Kills a server, or a migration, at random moments, and looks at what is left."""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path

import httpx
from sqlalchemy import inspect, text
from tests.server.support import ROOT, Phone, id_of, record, running

from retrowalk.server import Settings
from retrowalk.server.database import MIGRATIONS, Database
from retrowalk.server.models import LOCAL_ACCOUNT, Account, Record

_SENDERS = 3
_PARTS = 3


class _Sender(threading.Thread):
    """A phone that sends, in parts, and now and then deletes; notes what was acknowledged."""

    def __init__(self, url: str, seed: int) -> None:
        super().__init__(daemon=True)
        self.url = url
        self.random = random.Random(seed)
        self.sent: dict[str, bytes] = {}
        self.begun: dict[str, bytes] = {}
        self.deleted: set[str] = set()
        self.deleting: set[str] = set()

    def run(self) -> None:
        """Go on until the server is gone."""
        with (
            contextlib.suppress(httpx.TransportError),
            httpx.Client(base_url=self.url, timeout=20) as client,
        ):
            phone = Phone(client)
            while True:
                self._send(phone)
                if self.sent and self.random.random() < 0.2:
                    self._remove(phone, self.random.choice(list(self.sent)))

    def _send(self, phone: Phone) -> None:
        data = record(n=self.random.random(), text="x" * self.random.randrange(100_000))
        id = id_of(data)
        self.begun[id] = data
        cuts = sorted(self.random.randrange(1, len(data)) for _ in range(_PARTS - 1))
        for start, end in zip([0, *cuts], [*cuts, len(data)], strict=True):
            if start == end:
                continue
            answer = phone.send(data, offset=start, until=end)
            assert answer.status_code == (201 if end == len(data) else 204), answer.text
        self.sent[id] = data

    def _remove(self, phone: Phone, id: str) -> None:
        self.deleting.add(id)
        del self.sent[id]
        assert phone.ask("DELETE", f"/records/{id}").status_code == 204
        self.deleted.add(id)


def kill_during_uploads(folder: Path, *, rounds: int, seed: int) -> int:
    """Send, kill, start again and check, several times; returns how many were acknowledged."""
    rng = random.Random(seed)
    sent: dict[str, bytes] = {}
    deleted: set[str] = set()
    senders: list[_Sender] = []
    for round in range(rounds + 1):
        with running(folder, RETROWALK_JOBS="no") as server:
            # After each kill what is new, at the end everything: 50 kills end in bounded time.
            new_sent = {id: data for sender in senders for id, data in sender.sent.items()}
            new_deleted = {id for sender in senders for id in sender.deleted}
            sent |= new_sent
            deleted |= new_deleted
            is_last = round == rounds
            _check_bytes(
                server.url, sent if is_last else new_sent, deleted if is_last else new_deleted
            )
            _check_lists(server.url, sent, deleted)
            sent |= _finish(server.url, senders)
            if is_last:
                break
            senders = [_Sender(server.url, rng.randrange(2**32)) for _ in range(_SENDERS)]
            for sender in senders:
                sender.start()
            time.sleep(rng.uniform(0.2, 1.2))
            server.kill()
        for sender in senders:
            sender.join(timeout=30)
            assert not sender.is_alive()
    return len(sent) + len(deleted)


def _check_bytes(url: str, sent: dict[str, bytes], deleted: set[str]) -> None:
    with httpx.Client(base_url=url, timeout=20) as client:
        phone = Phone(client)
        for id, data in sent.items():
            assert phone.ask("GET", f"/records/{id}").content == data
        for id in deleted:
            assert phone.ask("GET", f"/records/{id}").status_code == 410


def _check_lists(url: str, sent: dict[str, bytes], deleted: set[str]) -> None:
    with httpx.Client(base_url=url, timeout=20) as client:
        phone = Phone(client)
        after, listed, gone = 0, set(), set()
        while True:
            page = phone.ask("GET", f"/records?after={after}&limit=1000").json()
            listed |= {one["id"] for one in page["records"]}
            gone |= {one["id"] for one in page["deleted"]}
            if page["next"] == after:
                break
            after = page["next"]
    assert set(sent) <= listed
    assert deleted <= gone


def _finish(url: str, senders: list[_Sender]) -> dict[str, bytes]:
    """Send the rest of what was cut off; returns what is there now."""
    done: dict[str, bytes] = {}
    with httpx.Client(base_url=url, timeout=20) as client:
        phone = Phone(client)
        for sender in senders:
            for id in set(sender.begun) - set(sender.sent) - sender.deleted - sender.deleting:
                data = sender.begun[id]
                offset = int(phone.ask("HEAD", f"/records/{id}").headers["Upload-Offset"])
                assert phone.send(data, offset=offset).status_code == 201
                done[id] = data
    return done


_REVISION = '''
"""Copies a table, slowly, as a large one would."""
import time
import sqlalchemy as sa
from alembic import op
revision = "slow"
down_revision = "{head}"
branch_labels = None
depends_on = None

def upgrade():
    print("begun", flush=True)
    op.create_table("extra", sa.Column("id", sa.Integer(), primary_key=True))
    time.sleep(0.1)
    with op.batch_alter_table("records", recreate="always" if "{recreate}" else "never") as batch:
        batch.add_column(sa.Column("extra", sa.Integer(), nullable=True))
    time.sleep(0.1)
    op.execute("UPDATE records SET extra = 1")
    time.sleep(0.1)
    op.execute("UPDATE accounts SET seq = seq + 1000")
    print("ended", flush=True)

def downgrade():
    op.drop_table("extra")
    with op.batch_alter_table("records") as batch:
        batch.drop_column("extra")
'''
_MIGRATE = (
    "import sys; from pathlib import Path; from retrowalk.server.database import Database;"
    "Database(sys.argv[1], Path(sys.argv[2])).migrate(); print('done', flush=True)"
)
_ROWS = 500


def kill_during_migration(url: str, folder: Path, *, rounds: int, seed: int) -> None:
    """Kill a migration at random moments; the tables are as before, or as after, with all rows."""
    rng = random.Random(seed)
    url = Settings(database=url).database_url
    database = Database(url)
    database.migrate()
    with database.engine.connect() as connection:
        head = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one()
    scripts = folder / "migrations"
    shutil.copytree(MIGRATIONS, scripts, dirs_exist_ok=True)
    recreate = "yes" if database.is_sqlite else ""
    (scripts / "versions" / "slow.py").write_text(_REVISION.format(head=head, recreate=recreate))
    with database.write() as session:
        session.add(Account(id=LOCAL_ACCOUNT, name="x", folded_name="x", seq=_ROWS, created_s=1))
        session.flush()
        session.add_all(
            Record(
                account_id=LOCAL_ACCOUNT,
                id=f"{n:064x}",
                kind="log",
                made_at="x",
                size=n,
                seq=n,
                received_s=1,
            )
            for n in range(_ROWS)
        )
    for _ in range(rounds):
        process = subprocess.Popen(
            [sys.executable, "-c", _MIGRATE, url, str(scripts)],
            stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        )  # fmt: skip
        assert process.stdout is not None
        assert process.stdout.readline() == "begun\n"
        time.sleep(rng.uniform(0.0, 0.4))
        process.kill()
        process.communicate()
        if _is_whole(database, head):
            database.close()
            back = Database(url, scripts)
            back.migrate(head)
            back.close()
    newer = Database(url, scripts)
    newer.migrate()
    assert _is_whole(newer, head)
    newer.close()
    database.close()


def _is_whole(database: Database, head: str) -> bool:
    """Tell whether the migration was done; half of it is a failure."""
    database.close()
    with database.engine.connect() as connection:
        version = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one()
        rows = connection.execute(text("SELECT count(*), sum(size) FROM records")).one()
        seq = connection.execute(text("SELECT seq FROM accounts")).scalar_one()
        columns = {one["name"] for one in inspect(connection).get_columns("records")}
        tables = set(inspect(connection).get_table_names())
    done = bool(version == "slow")
    assert version in (head, "slow")
    assert tuple(rows) == (_ROWS, _ROWS * (_ROWS - 1) // 2)
    assert ("extra" in columns, "extra" in tables) == (done, done)
    assert seq % 1000 == _ROWS % 1000
    return done
