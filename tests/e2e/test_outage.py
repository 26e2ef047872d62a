"""The server cannot be reached: our own words, and nothing of Streamlit's."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import FilePayload, Page, Route, expect

from db.engine import Sessions
from tests.e2e.accessibility_checks import flaws
from tests.e2e.candidate import LISTENING, PHONE, TIMEOUT_MS, Candidate
from tests.e2e.conftest import AppServer, Invite, NewCandidate, demo_posting
from tests.e2e.network import Network

pytestmark = pytest.mark.browser
LOST = re.compile("The connection to our server is lost")
TOO_LARGE = FilePayload(name="cv.pdf", mimeType="application/pdf", buffer=b"x" * 6_000_000)
A_PROGRAM = FilePayload(name="cv.exe", mimeType="application/octet-stream", buffer=b"MZ")
A_RESUME = FilePayload(name="cv.txt", mimeType="text/plain", buffer=b"Ten years of pipelines.")
STREAMLITS = re.compile(
    "streamlit|traceback|AxiosError|or smaller|not allowed|Clear cache|Is the server|"
    "encountered an error",
    re.I,
)


@pytest.fixture
def network(shared_app: AppServer) -> Iterator[Network]:
    made = Network(shared_app.port)
    yield made
    made.close()


def reads(page: Page) -> str:
    """All that can be read on the page, in components and dialogs as well."""
    words: str = page.evaluate("""() => {
        const words = [];
        const look = root => {
            for (const one of root.querySelectorAll("*")) {
                if (one.shadowRoot) look(one.shadowRoot);
                const own = [...one.childNodes].filter(node => node.nodeType === Node.TEXT_NODE);
                if (one.checkVisibility() && !one.matches("style, script"))
                    words.push(...own.map(node => node.data));
            }
        };
        look(document.body);
        return words.join("\\n");
    }""")
    return words


def test_a_page_that_is_slow_to_come_is_not_said_to_be_lost(
    shared_app: AppServer, new_candidate: NewCandidate
) -> None:
    ada = new_candidate()
    ada.page.clock.install()
    ada.page.route("**/static/js/**", lambda route: route.abort())
    ada.page.goto(f"{shared_app.url}/apply", wait_until="commit")
    ada.page.clock.run_for(15_000)
    ada.sees(re.compile("This page takes long to load"))


def test_a_candidate_reads_our_words_and_the_page_goes_on_by_itself(
    network: Network, invite: Invite, new_candidate: NewCandidate, shared_app: AppServer
) -> None:
    invited = invite("Senior Data Engineer")
    ada = new_candidate()
    ada.page.clock.install()
    ada.starts_in_writing(invited.link.replace(str(shared_app.port), str(network.port)))
    ada.waits_for_turn()
    asked = ada.question
    assert ada.page.get_by_role("alert").filter(has_text=LOST).count() == 0

    network.cut()
    told = ada.page.get_by_role("alert").filter(has_text=LOST)
    expect(told).to_have_text(
        re.compile("Each answer that you finished is kept"), timeout=TIMEOUT_MS
    )
    # Streamlit would speak up after its sixth try, half a minute later; its tries are real.
    for _ in range(45):
        ada.page.clock.run_for(1_000)
        ada.page.wait_for_timeout(50)
    assert not STREAMLITS.search(reads(ada.page)), reads(ada.page)
    assert ada.page.get_by_role("dialog").count() == 0

    network.mend()
    expect(told).to_have_count(0, timeout=TIMEOUT_MS)
    ada.page.get_by_role("status").filter(has_text="The connection is back.").wait_for()
    assert ada.question == asked
    first = ada.question
    ada.types("I measured the lag first.")
    ada.waits_for_question_after(first)


def test_nobody_is_said_to_be_listened_to_while_the_server_is_away(
    network: Network, invite: Invite, new_candidate: NewCandidate, shared_app: AppServer
) -> None:
    invited = invite("Senior Data Engineer")
    ada = new_candidate(PHONE)
    ada.starts_by_voice(invited.link.replace(str(shared_app.port), str(network.port)))
    expect(ada.state).to_have_text(LISTENING, timeout=TIMEOUT_MS)
    network.cut()
    expect(ada.state).to_have_text(re.compile("you are not heard just now"), timeout=TIMEOUT_MS)
    network.mend()
    expect(ada.state).to_have_text(LISTENING, timeout=TIMEOUT_MS)


def test_an_applicant_reads_them_too_and_goes_on_where_they_were(
    network: Network,
    new_candidate: NewCandidate,
    shared_sessions: Sessions,
) -> None:
    with shared_sessions.begin() as db:
        posting = demo_posting(db, "Senior Data Engineer")
    ada = new_candidate()
    ada.page.goto(f"http://localhost:{network.port}/apply?posting={posting.id}")
    name = ada.page.get_by_label("Your name")
    name.press_sequentially("Ada")
    ada.page.get_by_test_id("stFileUploader").wait_for()  # the page is whole
    network.cut()
    ada.page.get_by_role("alert").filter(has_text=LOST).wait_for(timeout=TIMEOUT_MS)
    expect(name).to_be_disabled()
    expect(name).to_have_value("Ada")
    network.mend()
    ada.page.get_by_role("status").filter(has_text="The connection is back.").wait_for()
    name.press("End")
    name.press_sequentially(" Lovelace")
    expect(name).to_have_value("Ada Lovelace")
    assert not STREAMLITS.search(reads(ada.page)), reads(ada.page)


def forgive_lost_parts(who: Candidate) -> None:
    """The console may say which part the test has taken away."""
    told = re.compile("dynamically imported|Custom Component|Failed to load resource")
    who.complaints = [one for one in who.complaints if not told.search(one)]


@pytest.mark.parametrize("part", ["index", "FileUploader"])
def test_a_page_that_lost_a_part_on_its_way_loads_again_and_keeps_what_was_typed(
    part: str, shared_app: AppServer, shared_sessions: Sessions, new_candidate: NewCandidate
) -> None:
    with shared_sessions.begin() as db:
        posting = demo_posting(db, "Senior Data Engineer").id
    ada = new_candidate()
    at = re.compile(rf"/static/js/{part}\.[^/]*\.js$")
    wanted = []

    def lose(route: Route) -> None:
        wanted.append(route)
        # At first the part is only slow: there is time to type.
        if part == "index":
            route.abort()

    ada.page.route(at, lose)
    away = re.compile("/outage.js$")
    ada.page.goto(f"{shared_app.url}/apply?posting={posting}", wait_until="commit")
    if part == "index":
        ada.page.unroute(at)
    else:
        name = ada.page.get_by_label("Your name")
        name.press_sequentially("Ada")
        ada.page.route(away, lambda route: route.abort())
        wanted[0].abort()
        told = ada.page.get_by_role("alert").filter(has_text="did not come through")
        told.wait_for(timeout=TIMEOUT_MS)
        assert not STREAMLITS.search(reads(ada.page)), reads(ada.page)
        ada.page.unroute(at)
        ada.page.unroute(away)
    ada.page.get_by_test_id("stFileUploader").wait_for(timeout=TIMEOUT_MS)
    if part != "index":
        expect(ada.page.get_by_label("Your name")).to_have_value("Ada", timeout=TIMEOUT_MS)
    forgive_lost_parts(ada)


def test_a_page_whose_part_in_the_browser_fails_loads_again_and_keeps_what_was_typed(
    invite: Invite, new_candidate: NewCandidate
) -> None:
    ada = new_candidate()
    ada.starts_in_writing(invite("Senior Data Engineer").link)
    ada.waits_for_turn()
    asked = ada.question
    box = ada.page.get_by_label("Your answer")
    box.press_sequentially("I measured the lag")
    with ada.page.expect_event("load", timeout=TIMEOUT_MS):
        ada.page.get_by_test_id("stApp").evaluate(
            "app => { app.dataset.testConnectionState = 'DISCONNECTED_FOREVER'; }"
        )
    expect(box).to_have_value("I measured the lag", timeout=TIMEOUT_MS)
    assert ada.question == asked


@pytest.mark.parametrize("part", [r"index\.html", r"assets/index[^/]*\.js"])
def test_the_audio_connection_s_frame_is_loaded_again_with_its_page(
    part: str, invite: Invite, new_candidate: NewCandidate
) -> None:
    link = invite("Senior Data Engineer").link
    ada = new_candidate()
    ada.page.route(
        re.compile(f"/component/streamlit_webrtc[^/]*/{part}"), lambda route: route.abort(), times=2
    )
    ada.page.goto(link)
    ada.agree()
    ada.press("Turn on the microphone")
    with ada.page.expect_event("load", timeout=TIMEOUT_MS):
        ada.press("Start the interview")
    ada.button("Turn on the microphone").wait_for(timeout=TIMEOUT_MS)
    forgive_lost_parts(ada)


def test_a_page_that_stays_incomplete_is_not_loaded_again_for_ever(
    shared_app: AppServer, shared_sessions: Sessions, new_candidate: NewCandidate
) -> None:
    with shared_sessions.begin() as db:
        posting = demo_posting(db, "Senior Data Engineer").id
    ada = new_candidate()
    loaded: list[object] = []
    ada.page.on("load", lambda page: loaded.append(page))
    ada.page.route(re.compile(r"/static/js/FileUploader\.[^/]*\.js$"), lambda route: route.abort())
    ada.page.goto(f"{shared_app.url}/apply?posting={posting}", wait_until="commit")
    fault = ada.page.get_by_test_id("stErrorElementStack")
    expect(fault).to_be_attached(timeout=TIMEOUT_MS)
    ada.page.wait_for_function(
        "() => JSON.parse(sessionStorage.getItem('rolecall-reloads')).length > 5"
    )
    expect(fault).to_be_attached(timeout=TIMEOUT_MS)
    shown = fault.evaluate(
        "one => getComputedStyle(one.closest('[data-testid=stAlertContainer]'), '::after').content"
    )
    assert "Please load the page again" in shown
    assert not STREAMLITS.search(reads(ada.page)), reads(ada.page)
    assert len(loaded) == 6
    forgive_lost_parts(ada)


def test_no_key_and_no_menu_opens_what_is_meant_for_who_writes_apps(
    invite: Invite, new_candidate: NewCandidate
) -> None:
    ada = new_candidate()
    ada.page.goto(invite("Senior Data Engineer").link)
    ada.sees("Your interview")
    ada.settles()
    for key in "cr":
        ada.page.keyboard.press(key)
    ada.page.wait_for_timeout(1_000)
    assert ada.page.get_by_role("dialog").count() == 0
    assert ada.page.get_by_test_id("stMainMenu").count() == 0
    assert not STREAMLITS.search(reads(ada.page)), reads(ada.page)


def test_a_file_that_is_not_taken_says_so_in_our_words_in_sight_of_everybody(
    shared_app: AppServer, shared_sessions: Sessions, new_candidate: NewCandidate
) -> None:
    with shared_sessions.begin() as db:
        posting = demo_posting(db, "Senior Data Engineer").id
    ada = new_candidate(PHONE)
    ada.page.goto(f"{shared_app.url}/apply?posting={posting}")
    place = ada.page.get_by_test_id("stFileUploader")

    def chooses(file: FilePayload, words: str) -> None:
        ada.page.locator("input[type=file]").set_input_files(file)
        expect(place).to_have_attribute("data-refused", re.compile(words), timeout=TIMEOUT_MS)
        told = place.evaluate("one => getComputedStyle(one, '::after').content")
        assert re.search(words, told)
        assert not STREAMLITS.search(place.inner_text())
        ada.clicks(place.get_by_role("button", name=re.compile("^Remove")))
        expect(place).not_to_have_attribute("data-refused", re.compile(""), timeout=TIMEOUT_MS)

    chooses(TOO_LARGE, "too large")
    chooses(A_PROGRAM, "of this kind")
    # As another process refuses it, which does not know this tab.
    ada.page.route(
        re.compile("/_stcore/upload_file/"),
        lambda sent: sent.continue_(
            url=re.sub("upload_file/[^/]+", "upload_file/x", sent.request.url)
        ),
    )
    chooses(A_RESUME, "could not be sent. Please choose it again")
    ada.page.unroute_all()
    ada.page.locator("input[type=file]").set_input_files(A_RESUME)
    ada.settles()
    expect(place.get_by_role("alert")).to_have_count(0)
    assert flaws(ada.page, "applying") == []
