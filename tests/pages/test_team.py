"""Signing in, one's account, and the team."""

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update
from starlette.applications import Starlette
from starlette.testclient import TestClient
from streamlit import config
from streamlit.testing.v1 import AppTest

from core.access.accounts import change_role, disable_user
from core.access.active_sessions import IDLE_AFTER
from core.access.passwords import set_password
from core.access.permissions import PROGRAM, Member, Permission, permitted
from core.access.sessions import (
    COOKIE,
    issue_ticket,
    member_of_cookie,
    redeem_ticket,
    sign_in,
)
from core.access.sign_ins import sign_ins
from core.errors import NotAllowed
from core.evaluation.service import request_evaluation
from core.models import Evaluation, EvaluationStatus, User, UserRole, UserSession, utc_now
from pages.composition.wiring import Services, start_services, stop_services
from pages.shell.http import MIDDLEWARE, routes
from tests.factories import browser_of, cookie_of, make_user, signed_in
from tests.held_interview import held_interview
from tests.pages.screen import Visit, field, page_text, press, refreshed

PASSWORD = "a long enough password"


def browser() -> TestClient:
    site = Starlette(routes=routes(), middleware=MIDDLEWARE)
    return TestClient(site, base_url="http://localhost", follow_redirects=False)


def enter(ticket: str, wanted: str = "", **headers: str) -> Any:
    """Press the button of the page that a sign-in link opens."""
    return browser().post(
        "/auth/enter", data={"ticket": ticket, "next": wanted}, headers=headers or None
    )


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_opening_a_sign_in_link_uses_nothing_up(services: Services, method: str) -> None:
    with services.begin() as db:
        ticket = issue_ticket(db, make_user(db))
    for _ in range(3):
        answer = browser().request(method, "/auth/enter", params={"ticket": ticket, "next": "jobs"})
        assert answer.status_code == 200
        assert "set-cookie" not in answer.headers
        assert answer.headers["cache-control"] == "no-store"
    assert enter(ticket).status_code == 303


def test_what_stands_in_a_sign_in_link_is_text_on_its_page(services: Services) -> None:
    answer = browser().get("/auth/enter", params={"ticket": '"><script>', "next": "<b>"})
    assert "<script>" not in answer.text
    assert "<b>" not in answer.text


def test_a_page_of_another_site_signs_nobody_in(services: Services) -> None:
    with services.begin() as db:
        ticket = issue_ticket(db, make_user(db))
    assert enter(ticket, Origin="https://evil.example").status_code == 403
    assert enter(ticket, Origin="null").status_code == 403
    assert enter(ticket, Origin="http://localhost").status_code == 303


def test_over_https_the_cookie_belongs_to_this_host_alone(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services.settings, "base_url", "https://localhost")
    with services.begin() as db:
        ticket = issue_ticket(db, make_user(db))
    answer = enter(ticket)
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith(f"__Host-{COOKIE}=")
    assert "Path=/;" in cookie
    assert "; Secure" in cookie
    assert answer.headers["strict-transport-security"] == "max-age=31536000"


def test_under_a_path_everything_lies_there(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services.settings, "base_url", "https://localhost/careers")
    config.set_option("server.baseUrlPath", "careers", "a test")
    try:
        with services.begin() as db:
            ticket = issue_ticket(db, make_user(db))
        page = browser().get("/careers/auth/enter", params={"ticket": ticket})
        assert 'action="/careers/auth/enter"' in page.text
        answer = browser().post("/careers/auth/enter", data={"ticket": ticket, "next": "team"})
        assert answer.headers["location"] == "/careers/team"
        cookie = answer.headers["set-cookie"]
        assert cookie.startswith(f"__Secure-{COOKIE}=")
        assert "Path=/careers;" in cookie
        assert browser().get("/careers/healthz").status_code == 200
        assert browser().get("/healthz").status_code == 200
    finally:
        config.set_option("server.baseUrlPath", "", "a test")


def test_a_ticket_signs_in_once_with_a_cookie_that_scripts_cannot_read(services: Services) -> None:
    with services.begin() as db:
        ticket = issue_ticket(db, make_user(db, UserRole.ADMIN))
    answer = enter(ticket, "team")

    assert (answer.status_code, answer.headers["location"]) == (303, "/team")
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    with services.begin() as db:
        assert member_of_cookie(db, answer.cookies[COOKIE]) is not None
    assert enter(ticket).status_code == 403


def test_who_tries_many_tickets_is_told_to_stop_and_a_right_one_still_signs_in(
    services: Services,
) -> None:
    answers = [enter(f"guess-{n}").status_code for n in range(32)]
    assert answers == [403] * 30 + [429] * 2
    with services.begin() as db:
        assert [one.action for one in sign_ins(db, PROGRAM)] == ["refused a sign-in link"] * 30
    with services.begin() as db:
        ticket = issue_ticket(db, make_user(db))
    assert enter(ticket).status_code == 303


def test_signing_in_leads_back_to_the_view_that_was_wanted(services: Services) -> None:
    with services.begin() as db:
        ticket = issue_ticket(db, make_user(db))
    wanted = "inspector?role=go&stack=golang, k8s"
    answer = enter(ticket, wanted)
    assert answer.headers["location"] == "/inspector?role=go&stack=golang%2C+k8s"


@pytest.mark.parametrize("target", ["//evil.example", "https://evil.example", "nowhere", ""])
def test_signing_in_never_leads_off_the_site(services: Services, target: str) -> None:
    with services.begin() as db:
        ticket = issue_ticket(db, make_user(db))
    answer = enter(ticket, target)
    assert answer.headers["location"] == "/"


def test_every_answer_carries_the_security_headers(services: Services) -> None:
    headers = browser().get("/healthz").headers
    assert headers["x-content-type-options"] == "nosniff"
    assert "frame-ancestors 'self'" in headers["content-security-policy"]
    assert headers["referrer-policy"] == "same-origin"
    assert "strict-transport-security" not in headers


def test_health_is_bad_without_the_database(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def none(liveness: object) -> bool:
        return False

    monkeypatch.setattr(type(services.database.liveness), "is_alive", none)
    assert browser().get("/healthz").status_code == 503


def test_health_tells_how_a_served_voice_is(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert browser().get("/healthz").json() == {"status": "ok"}
    stop_services()
    for name, value in (("BASE_URL", "http://127.0.0.1:9/v1"), ("MODEL", "m"), ("VOICE", "v")):
        monkeypatch.setenv(f"ROLECALL_SPEECH_{name}", value)
    voice = start_services().served_voice
    assert voice is not None
    assert browser().get("/healthz").json() == {"status": "ok", "served_voice": "ok"}
    voice.problem = "it could not be reached"
    answer = browser().get("/healthz")
    assert (answer.status_code, answer.json()["served_voice"]) == (200, voice.problem)


def test_a_wrong_password_is_refused_and_the_address_stays(
    services: Services, visit: Visit
) -> None:
    with services.begin() as db:
        user = make_user(db)
        set_password(user, PASSWORD)
    page = visit("home")
    field(page, "E-mail address").input(user.email)
    field(page, "Password").input("not this one")
    page = press(page, "Sign in")
    assert "not right" in page.error[0].value
    with services.begin() as db:
        assert "refused a sign-in" in [one.action for one in sign_ins(db, PROGRAM)]
    assert field(page, "E-mail address").value == user.email


def test_the_right_password_sends_the_browser_for_its_cookie(
    services: Services, visit: Visit
) -> None:
    with services.begin() as db:
        user = make_user(db)
        set_password(user, PASSWORD)
    page = visit("home")
    field(page, "E-mail address").input(user.email.upper())
    field(page, "Password").input(PASSWORD)
    elements = press(page, "Sign in").get("bidi_component")
    sent = next(
        data for part in elements if "path" in (data := json.loads(part.proto.json or "{}"))
    )
    assert sent["path"] == "/auth/enter"
    with services.begin() as db:
        assert redeem_ticket(db, sent["fields"]["ticket"])


def test_an_account_is_changed_and_a_short_password_keeps_what_was_typed(
    services: Services, visit: Visit, admin: Member
) -> None:
    page = visit("team")
    field(page, "Name").input("Grace")
    field(page, "E-mail address").input("grace@mail.org")
    secret = next(one for one in page.text_input if one.label.startswith("New password"))
    secret.input("short")
    page = press(page, "Save")
    assert "at least 15" in page.error[0].value
    assert field(page, "Name").value == "Grace"

    secret = next(one for one in page.text_input if one.label.startswith("New password"))
    secret.input(PASSWORD)
    press(page, "Save")
    with services.begin() as db:
        assert sign_in(db, "grace@mail.org", PASSWORD)
        assert db.get_one(User, admin.user_id).name == "Grace"


@pytest.mark.parametrize(("choice", "stands"), [("Take theirs", "Ada"), ("Keep mine", "Mary")])
def test_an_account_that_is_changed_in_two_windows_is_chosen(
    services: Services, visit: Visit, monkeypatch: pytest.MonkeyPatch, choice: str, stands: str
) -> None:
    with services.begin() as db:
        cookie = cookie_of(db, make_user(db))
    monkeypatch.setattr("pages.access.guard.cookie", lambda: cookie)
    first, second = visit("team"), visit("team")
    field(first, "Name").set_value("Ada")
    press(first, "Save")
    assert field(first, "Name").value == "Ada"
    field(second, "Name").set_value("Mary")
    press(second, "Save")
    assert "in another window meanwhile" in second.error[0].value
    assert field(second, "Name").value == "Mary"
    press(press(second, choice), "Save")
    assert not second.error
    assert field(first.run(), "Name").value == stands


def test_an_address_that_somebody_has_taken_is_told_beside_it_and_stays_typed(
    services: Services, visit: Visit, admin: Member
) -> None:
    with services.begin() as db:
        taken = make_user(db).email
    page = visit("team")
    field(page, "E-mail address").set_value(taken)
    page = press(page, "Save")
    assert "has this e-mail address already" in page.error[0].value
    assert field(page, "E-mail address").value == taken


def test_a_role_that_somebody_else_changed_meanwhile_is_looked_at_first(
    services: Services, visit: Visit, admin: Member, colleague: User
) -> None:
    page = visit("team").button(key=f"Change role-{colleague.id}").click().run()
    page.radio(key=f"new-role-{colleague.id}").set_value(UserRole.ADMIN)
    with services.begin() as db:
        change_role(db, colleague.id, UserRole.RECRUITER, PROGRAM)
    page = press(page, "Change the role")
    assert "another role since you looked: recruiter" in page.error[0].value
    assert f"{colleague.email} · recruiter" in page_text(page)


def test_an_admin_invites_and_the_link_is_shown_once(
    services: Services, visit: Visit, admin: Member
) -> None:
    page = visit("team")
    name, email = [one for one in page.text_input if one.form_id == "invite"]
    name.input("Linus")
    email.input("linus@mail.org")
    page = press(page, "Invite")
    assert "/auth/enter?ticket=" in page.code[0].value
    assert not page.run().code
    with services.begin() as db:
        assert db.scalars(select(User).where(User.email == "linus@mail.org")).one()


@pytest.mark.usefixtures("recruiter")
def test_a_recruiter_has_an_account_but_no_say_over_the_team(visit: Visit) -> None:
    shown = page_text(visit("team"))
    assert "Your account" in shown
    assert "Invite somebody" not in shown


# Members: taking access away, giving it back, other roles


@pytest.fixture
def colleague(services: Services, admin: Member) -> User:
    with services.begin() as db:
        return make_user(db, UserRole.VIEWER)


def has_access(services: Services, user: User) -> bool:
    with services.begin() as db:
        return db.get_one(User, user.id).disabled_at is None


def test_taking_access_away_asks_first_and_has_a_way_back(
    services: Services, visit: Visit, colleague: User
) -> None:
    page = press(visit("team"), "Take access away")
    assert has_access(services, colleague)
    page = press(page, "Keep it")
    assert has_access(services, colleague)
    page = press(press(page, "Take access away"), "Take it away")
    assert not has_access(services, colleague)
    assert "no access" in page_text(page)
    page = press(page, "Give access back")
    assert has_access(services, colleague)
    assert "/auth/enter?ticket=" in page.code[0].value
    assert not page.exception


def test_a_role_is_changed_in_a_dialog(services: Services, visit: Visit, colleague: User) -> None:
    page = visit("team")
    page = page.button(key=f"Change role-{colleague.id}").click().run()
    page.radio(key=f"new-role-{colleague.id}").set_value(UserRole.RECRUITER)
    page = press(page, "Change the role")
    assert f"{colleague.email} · recruiter" in page_text(page)
    with services.begin() as db:
        assert db.get_one(User, colleague.id).role is UserRole.RECRUITER


def test_the_only_admin_who_lowers_themselves_reads_why_not(
    services: Services, visit: Visit, admin: Member, colleague: User
) -> None:
    page = visit("team").button(key=f"Change role-{admin.user_id}").click().run()
    page.radio(key=f"new-role-{admin.user_id}").set_value(UserRole.VIEWER)
    page = press(page, "Change the role")
    assert "only admin" in page.error[0].value
    with services.begin() as db:
        assert permitted(db, admin, Permission.MANAGE_TEAM)


def test_the_open_tab_of_a_removed_member_says_so_kindly(
    services: Services, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    with services.begin() as db:
        user = make_user(db)
        cookie = cookie_of(db, user)

    def here() -> Member | None:
        with services.begin() as db:
            return member_of_cookie(db, cookie)

    monkeypatch.setattr("pages.access.guard.cookie", lambda: cookie)
    monkeypatch.setattr("pages.access.guard.current_member", here)
    page = visit("team")
    assert "Your account" in page_text(page)
    with services.begin() as db:
        disable_user(db, user.id, PROGRAM)
    shown = page_text(page.run())
    assert "Your access was taken away" in shown
    assert "can give it back" in shown
    assert "Your account" not in shown


# Sessions, and who signed in


def test_ones_own_sessions_are_shown_and_another_one_is_ended(
    services: Services, visit: Visit, admin: Member
) -> None:
    with services.begin() as db:
        other = browser_of(db, db.get_one(User, admin.user_id))
    page = visit("team")
    assert "This browser, signed in since" in page_text(page)
    assert "Another browser, signed in since" in page_text(page)
    page = press(page, "End this one")
    assert "Another browser" not in page_text(page)
    with services.begin() as db, pytest.raises(NotAllowed):
        permitted(db, other, Permission.LOOK)


def test_signing_out_everywhere_ends_this_browser_too(
    services: Services, visit: Visit, admin: Member
) -> None:
    press(visit("team"), "Sign out everywhere")
    with services.begin() as db, pytest.raises(NotAllowed):
        permitted(db, admin, Permission.LOOK)


def test_an_admin_reads_who_signed_in_and_nobody_else_does(
    services: Services, visit: Visit, admin: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = visit("team")
    page.session_state["who-signed-in"] = True
    shown = page_text(page.run())
    assert "signed in" in shown
    assert admin.email in shown
    with services.begin() as db:
        recruiter = signed_in(db)
    monkeypatch.setattr("pages.access.guard.current_member", lambda: recruiter)
    assert "Who signed in" not in page_text(visit("team"))


def test_a_tab_that_nobody_used_for_too_long_says_so(
    services: Services, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    with services.begin() as db:
        cookie = cookie_of(db, make_user(db))
        db.execute(update(UserSession).values(last_seen_at=utc_now() - IDLE_AFTER))
    monkeypatch.setattr("pages.access.guard.cookie", lambda: cookie)
    shown = page_text(visit("team"))
    assert "signed out to be safe" in shown


class Idle:
    """A tab of a reviewer whose page looks by itself whether the evaluation is done."""

    def __init__(self, services: Services, visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
        self.services, self.hour_ago = services, utc_now() - timedelta(hours=1)
        with services.begin() as db:
            interview = held_interview(db)
            self.evaluation = request_evaluation(db, interview.id, PROGRAM).id
            cookie = cookie_of(db, make_user(db))
        monkeypatch.setattr("pages.access.guard.cookie", lambda: cookie)
        self.page = visit("review", interview=str(interview.id))
        self.left(self.hour_ago)

    def left(self, since: datetime) -> None:
        with self.services.begin() as db:
            db.execute(update(UserSession).values(last_seen_at=since))

    @property
    def used(self) -> bool:
        with self.services.begin() as db:
            return db.scalars(select(UserSession)).one().last_seen_at > self.hour_ago

    def refresh(self) -> AppTest:
        """What a timer does: run the part of the page that looks again, alone."""
        return refreshed(self.page)


@pytest.fixture
def idle(services: Services, visit: Visit, monkeypatch: pytest.MonkeyPatch) -> Idle:
    return Idle(services, visit, monkeypatch)


def test_a_page_that_refreshes_itself_is_no_sign_of_use(idle: Idle) -> None:
    (progress,) = idle.refresh().get("progress")
    assert "Evaluation is waiting" in str(progress.proto)
    assert not idle.used


def test_a_page_that_runs_as_the_work_is_done_is_no_sign_of_use(idle: Idle) -> None:
    with idle.services.begin() as db:
        db.execute(update(Evaluation).values(status=EvaluationStatus.EVALUATED))
    assert "Evaluate again" in [one.label for one in idle.refresh().button]
    assert not idle.used


@pytest.mark.parametrize("kind", ["radio", "text_area", "button"])
def test_who_clicks_chooses_or_types_uses_the_page(idle: Idle, kind: str) -> None:
    match kind:
        case "radio":
            idle.page.radio[0].set_value("3").run()
        case "text_area":
            field(idle.page, "Note").set_value("Concrete.").run()
        case _:
            press(idle.page, "Evaluate now")
    assert idle.used


def test_a_page_that_refreshes_itself_is_left_after_the_idle_time_with_all_that_it_showed(
    idle: Idle,
) -> None:
    idle.left(utc_now() - IDLE_AFTER)
    shown = page_text(idle.refresh())
    assert "signed out to be safe" in shown
    assert "Evaluation" not in shown


def test_opening_a_page_keeps_the_session_on(
    services: Services, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = utc_now() - timedelta(hours=1)
    with services.begin() as db:
        cookie = cookie_of(db, make_user(db))
        db.execute(update(UserSession).values(last_seen_at=before))
    monkeypatch.setattr("pages.access.guard.cookie", lambda: cookie)
    assert "Your account" in page_text(visit("team"))
    with services.begin() as db:
        assert db.scalars(select(UserSession)).one().last_seen_at > before
