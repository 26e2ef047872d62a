"""deploy/nginx.conf as it is, but for names and ports: TLS, a path, two processes, in Chromium."""

import shutil
import socket
import ssl
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright, expect
from sqlalchemy import select

from core.models import Turn
from tests.conftest import sessions_on
from tests.e2e.candidate import TIMEOUT_MS
from tests.e2e.conftest import NewApp, NewCandidate, demo_posting, free_port, launch

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not shutil.which("nginx"), reason="nginx is not installed"),
]
AROUND = """daemon off; pid {folder}/pid; error_log {folder}/error.log;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/a; uwsgi_temp_path {folder}/b; scgi_temp_path {folder}/c;
    {site}
}}"""
ANSWER = "I renewed the account after three calls."


class Site:
    """Two processes behind nginx."""

    def __init__(self, root: Path, new_app: NewApp, folder: Path) -> None:
        self.folder, self.port = folder, free_port()
        self.url = f"https://localhost:{self.port}/careers"
        first = new_app(
            ROLECALL_BASE_URL=self.url,
            ROLECALL_TRUSTED_HOPS="1",
            STREAMLIT_SERVER_BASE_URL_PATH="careers",
        )
        self.processes = [first, replace(first, port=free_port(), log=folder / "second.log")]
        for process in self.processes:
            process.start()
        self._certify()
        (folder / "nginx.conf").write_text(AROUND.format(folder=folder, site=self._site(root)))
        self._nginx = subprocess.Popen(["nginx", "-c", str(folder / "nginx.conf")])
        end = time.monotonic() + 30
        while socket.socket().connect_ex(("127.0.0.1", self.port)):
            assert time.monotonic() < end, (folder / "error.log").read_text()
            time.sleep(0.1)

    def _certify(self) -> None:
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost",
             "-days", "1", "-keyout", self.folder / "key", "-out", self.folder / "pem"],
            check=True, capture_output=True,
        )  # fmt: skip

    def _site(self, root: Path) -> str:
        site = (root / "deploy" / "nginx.conf").read_text()
        for ours, here in {
            "listen 443": f"listen 127.0.0.1:{self.port}",
            "listen 80": f"listen 127.0.0.1:{free_port()}",
            "127.0.0.1:8501": f"127.0.0.1:{self.processes[0].port}",
            "127.0.0.1:8502": f"127.0.0.1:{self.processes[1].port}",
            "/etc/ssl/jobs.example.org.pem": f"{self.folder}/pem",
            "/etc/ssl/jobs.example.org.key": f"{self.folder}/key",
            "server_name jobs.example.org": "server_name localhost",
        }.items():
            assert ours in site
            site = site.replace(ours, here)
        return site

    def stop(self) -> None:
        self._nginx.terminate()
        self._nginx.wait(15)
        for process in self.processes:
            process.stop()


@pytest.fixture(scope="module")
def site(
    project_root: Path, new_app: NewApp, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    here = Site(project_root, new_app, tmp_path_factory.mktemp("nginx"))
    yield here
    here.stop()


@pytest.fixture(scope="module")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    """A browser that takes the test's own certificate."""
    browser = launch(playwright, "--ignore-certificate-errors")
    yield browser
    browser.close()


def test_the_whole_way_works_behind_the_proxy_that_the_documents_show(
    site: Site, new_candidate: NewCandidate
) -> None:
    team, ada = new_candidate(), new_candidate()
    assert site.processes[0].sign_in_link.startswith(f"{site.url}/auth/enter?")
    team.signs_in(site.processes[0].sign_in_link)
    team.sees("Please set your e-mail address and a password")
    (cookie,) = [one for one in team.context.cookies() if "rolecall" in one.get("name", "")]
    assert cookie.get("name", "").startswith("__Secure-")
    assert (cookie.get("secure"), cookie.get("path")) == (True, "/careers")

    with sessions_on(site.processes[0].database_url) as sessions:
        with sessions.begin() as db:
            posting = demo_posting(db, "Account Manager").id
        ada.page.goto(f"{site.url}/apply?posting={posting}")
        ada.fills_in("Ada Lovelace", "ada@mail.org", "ada.txt", b"Ten years of key accounts.")
        ada.press("Apply")
        link = ada.reads_link("/interview?link=")
        assert link.startswith(f"{site.url}/interview?link=")
        ada.starts_in_writing(link)
        first = ada.question
        ada.types(ANSWER)
        ada.waits_for_question_after(first)
        with sessions.begin() as db:
            assert ANSWER in list(db.scalars(select(Turn.text)))

    team.page.goto(f"{site.url}/pipeline?posting={posting}")
    resume = team.page.get_by_role("link", name="Resume").first
    expect(resume).to_be_visible(timeout=TIMEOUT_MS)
    with team.page.expect_download() as download:
        resume.click()
    assert download.value.suggested_filename == "ada.txt"


def test_a_request_through_it_carries_the_headers_of_a_site_behind_tls(site: Site) -> None:
    anybody = ssl.create_default_context()
    anybody.check_hostname, anybody.verify_mode = False, ssl.CERT_NONE
    with urllib.request.urlopen(f"{site.url}/apply", context=anybody, timeout=10) as answer:
        assert answer.status == 200
        assert answer.headers["Strict-Transport-Security"]
        assert answer.headers["Content-Security-Policy"]
