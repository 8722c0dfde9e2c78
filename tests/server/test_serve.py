"""`retrowalk serve`: starts, says where it is, stops on Ctrl-C, refuses in one sentence."""

from __future__ import annotations

import dataclasses
import datetime
import ipaddress
import socket
import ssl
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from tests.server.support import API, Phone, record, running, start, until_ready
from typer.testing import CliRunner

from retrowalk.cli import app
from retrowalk.errors import RetrowalkError
from retrowalk.server import Registration, Settings, settings_from


def _refused(*options: str) -> str:
    result = CliRunner().invoke(app, ["serve", *options])
    assert result.exit_code == 2
    return result.stderr


def test_it_serves_and_stops_on_ctrl_c(tmp_path: Path) -> None:
    with running(tmp_path) as server:
        with httpx.Client(base_url=server.url) as client:
            told = client.get(f"{API}/health")
            assert told.json()["mode"] == "local"
            assert "server" not in told.headers
            assert Phone(client).send(record()).status_code == 201
        assert server.stop() == 0
    kept = tmp_path / "server"
    assert kept.stat().st_mode & 0o077 == 0
    for name in ("server.sqlite", "accounts", "jobs.sqlite"):
        assert (kept / name).exists()


def test_accounts_print_the_invitation(tmp_path: Path) -> None:
    process = start(tmp_path, "--accounts", "--host", "0.0.0.0")
    until_ready(process)
    assert process.stderr is not None
    said = next(line for line in process.stderr if "Invitation" in line)
    process.terminate()
    process.wait()
    process.stderr.close()
    code = (tmp_path / "server" / "invitation").read_text().strip()
    assert f"Invitation code for new accounts: {code}" in said


def test_another_server_on_the_same_data_is_refused(tmp_path: Path) -> None:
    with running(tmp_path):
        said = _refused("--data", str(tmp_path), "--port", "0")
    assert "another server is using this data folder" in said


def test_a_port_that_is_taken_is_told(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        said = _refused("--data", str(tmp_path), "--port", str(port))
    assert f"127.0.0.1:{port}" in said
    assert "--port" in said


def test_other_machines_need_accounts() -> None:
    assert "add --accounts" in _refused("--host", "0.0.0.0")


def test_a_data_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert "choose another with --data" in _refused("--data", str(tmp_path / "file"))


def test_a_database_that_is_unknown_is_told(tmp_path: Path) -> None:
    assert "--database" in _refused("--data", str(tmp_path), "--database", "mysql://x")


def test_missing_libraries_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    # The package's name for it is the command itself.
    module = sys.modules["retrowalk.cli.serve"]
    monkeypatch.setattr(module, "find_spec", lambda name: None)
    assert 'pip install "retrowalk[server]"' in _refused()


def test_the_command_line_needs_no_server_to_start() -> None:
    code = "import sys, retrowalk.cli; sys.exit('fastapi' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_process_that_reads_one_file_needs_no_web_server() -> None:
    code = "import sys, retrowalk.server.read_one; sys.exit('fastapi' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_an_answer_does_not_wait_for_its_head_to_be_acknowledged(tmp_path: Path) -> None:
    with running(tmp_path) as server, httpx.Client(base_url=server.url) as client:
        # the first answers of a connection never wait
        took = [client.get(f"{API}/health").elapsed.total_seconds() for _ in range(40)][20:]
    # a delayed acknowledgement takes 40 ms
    assert min(took) < 0.03


def test_settings_come_from_the_environment() -> None:
    found = settings_from(
        {
            "RETROWALK_DATA": "/x",
            "RETROWALK_ACCOUNTS": "true",
            "RETROWALK_REGISTRATION": "open",
            "RETROWALK_PORT": "9",
            "RETROWALK_ALLOWED_HOSTS": "a.example, b.example",
            "RETROWALK_HOST": "::",
            "RETROWALK_JOBS": "no",
        },
        port=10,
    )
    assert found == Settings(
        data=Path("/x"),
        accounts=True,
        registration=Registration.OPEN,
        port=10,
        allowed_hosts=("a.example", "b.example"),
        host="::",
        jobs=False,
    )
    assert settings_from({}) == Settings()


@pytest.mark.parametrize(
    ("name", "value"),
    [("PORT", "x"), ("ACCOUNTS", "perhaps"), ("REGISTRATION", "all"), ("RECORD_BYTES", "1 GiB"),
     ("ORIGIN", "walk.example")],
)  # fmt: skip
def test_a_wrong_setting_names_its_variable(name: str, value: str) -> None:
    with pytest.raises(RetrowalkError, match=f"RETROWALK_{name}"):
        settings_from({f"RETROWALK_{name}": value})


def test_a_wrong_limit_names_its_variable(tmp_path: Path) -> None:
    from retrowalk.server.factory import opened

    settings = Settings(data=tmp_path, limit_requests="often")
    with pytest.raises(RetrowalkError, match="RETROWALK_LIMIT_REQUESTS"), opened(settings):
        pass


def test_urls_of_databases_name_their_driver(tmp_path: Path) -> None:
    for given in ("postgres://u@h/d", "postgresql://u@h/d"):
        assert Settings(database=given).database_url == "postgresql+psycopg://u@h/d"
    assert Settings(data=tmp_path).database_url.endswith("/server/server.sqlite")
    assert all(field.metadata["help"] for field in dataclasses.fields(Settings))


def test_https_with_a_given_certificate(tmp_path: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "test")])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), False
        )
        .sign(key, hashes.SHA256())
    )
    pem, key_pem = tmp_path / "cert.pem", tmp_path / "key.pem"
    pem.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    key_pem.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    code = (
        "import sys; from pathlib import Path; from retrowalk.server import Settings;"
        "from retrowalk.server.run import serve; a = [Path(x) for x in sys.argv[1:]];"
        "serve(Settings(data=a[0], port=0), certificate=a[1], key=a[2],"
        " ready=lambda url, core: print('is at', url, file=sys.stderr, flush=True))"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path / "data"), str(pem), str(key_pem)],
        stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        url = until_ready(process)
        assert url.startswith("https://")
        trusted = ssl.create_default_context(cafile=str(pem))
        with httpx.Client(base_url=url, verify=trusted) as client:
            assert client.get(f"{API}/health").status_code == 200
    finally:
        process.kill()
        process.communicate()
