"""Who may call which service, callback, page and route; `python -m tests.access_table` prints it.

Services are found by what the pages import; one that is not declared here fails the test.
"""

import ast
import importlib
import inspect
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import Any

from core.access.permissions import PERMISSIONS, Permission
from core.models import UserRole
from pages.access.site import SITE
from pages.shell.http import routes
from tests.access_callbacks import CALLBACKS, ROOM, services_of

PAGES = Path(__file__).parent.parent / "pages"
Service = Callable[..., Any]
_BY_PERMISSION: dict[Permission, str] = {
    Permission.INSPECT: """
        core.base_prompts.versions.list_versions core.base_prompts.versions.load_version
        core.interviews.plans.service.next_plan core.interviews.plans.service.view_plan
        core.postings.content.revisions.changes_since core.postings.service.get_posting
        core.postings.listing.list_postings
    """,
    Permission.LOOK: """
        core.access.audit.trail core.applications.same_address.same_address
        core.evaluation.service.evaluation_of core.interviews.plans.history.plan_history
        core.interviews.service.list_interviews core.review.comparisons.compare
        core.review.comparisons.rated_candidates core.review.comparisons.weights_of
        core.review.decisions.decision_history core.review.exports.export_transcript
        core.review.pipeline.list_pipeline core.review.pipeline.stage_counts
        core.review.prompt_record.list_sessions core.review.prompt_record.prompt_of
        core.review.receipt_loading.load_receipt core.review.workspace.open_workspace
    """,
    Permission.HIRE: """
        core.access.interview_links.links_of core.access.interview_links.new_link
        core.access.interview_links.revoke_link core.access.interview_links.revoke_links
        core.applications.service.get_resume core.evaluation.service.request_evaluation
        core.interviews.plans.saving.save_question core.interviews.plans.service.add_missing
        core.interviews.plans.service.change_plan core.interviews.plans.service.discard_changes
        core.interviews.plans.service.publish_version core.postings.service.close_posting
        core.postings.service.create_posting core.postings.service.publish_posting
        core.postings.service.update_posting core.recordings.service.recording_of
        core.review.comparisons.set_weights core.review.decisions.decide
        core.review.exports.export_packet core.review.exports.export_scorecards
        core.review.feedback.release_feedback core.review.feedback.take_feedback_back
        core.review.feedback.write_feedback core.review.scorecard_evidence.attach
        core.review.scorecard_evidence.detach core.review.scorecard_filling.explain
        core.review.scorecard_filling.look_without_rating core.review.scorecard_filling.rate
        core.review.scorecard_filling.save_note core.review.scorecard_filling.save_summary
        core.review.scorecard_filling.submit
    """,
    Permission.MANAGE_TEAM: """
        core.access.accounts.change_role core.access.accounts.disable_user
        core.access.accounts.give_access_back core.access.accounts.invite_user
        core.access.accounts.list_users core.access.accounts.renew_invitation
        core.access.sign_ins.sign_ins core.review.candidate_export.export_candidate
    """,
    Permission.OWN_ACCOUNT: """
        core.access.own_account.update_account core.access.own_sessions.end_own_session
        core.access.own_sessions.own_sessions core.access.own_sessions.sign_out_everywhere
    """,
}
TEAM = {name: needed for needed, names in _BY_PERMISSION.items() for name in names.split()}
"""The team's services, and what each asks for."""
CANDIDATE = frozenset(
    """
    core.access.interview_links.open_interview_link core.access.interview_links.open_link
    core.applications.candidates.corrections.correct_turn
    core.applications.candidates.own_interview.give_consent
    core.applications.candidates.own_interview.own_interview
    core.applications.candidates.own_interview.own_record
    core.applications.candidates.own_interview.question_count
    core.applications.candidates.retakes.take_again core.interviews.accommodations.ask_for
    core.interviews.answer_drafts.own_draft core.interviews.answer_drafts.save_draft
    core.recordings.service.agree_to_recording core.recordings.service.delete_recording
    core.recordings.service.own_recording
    """.split()
)
"""A candidate's services: each opens the interview link afresh."""
PUBLIC = frozenset(
    """
    core.access.attempts.sign_in_limit core.access.active_sessions.note_use
    core.access.sessions.member_of_cookie core.access.sessions.redeem_ticket
    core.access.sessions.sign_in core.access.sessions.sign_out
    core.access.sessions.signed_out_reason
    core.access.sign_ins.note_refused_ticket
    core.applications.candidates.lost_links.report_lost_link core.postings.service.public_posting
    core.postings.listing.public_postings
    """.split()
)
"""Open to anybody: what is public, and the ways in and out."""
AT_START = frozenset(
    """
    core.access.accounts.first_admin core.access.sessions.issue_ticket
    core.base_prompts.versions.keep_versions core.realtime.session.earlier_use.language_and_use
    core.retention.schedule_deletion
    """.split()
)
"""What the server itself does when it starts and opens rooms; no page calls it."""
BY_LINK = "interview link"
ROUTES: dict[str, tuple[Permission | str, ...]] = {
    "/auth/enter": (),
    "/healthz": (),
    "/outage.js": (),
    "/draft": (BY_LINK,),
    "/recordings/{turn:uuid}": (Permission.HIRE, BY_LINK),
    "/files/transcript/{of:uuid}": (Permission.LOOK,),
    "/files/packet/{of:uuid}": (Permission.HIRE,),
    "/files/scorecards/{of:uuid}": (Permission.HIRE,),
    "/files/resume/{of:uuid}": (Permission.HIRE,),
    "/files/person/{of:uuid}": (Permission.MANAGE_TEAM,),
    "/files/my-interview": (BY_LINK,),
}
"""What each route beside the pages asks for: one of these, or nothing."""
WIRING = {"startup.py", "wiring.py", "interviewers.py"}


def services() -> dict[str, Service]:
    """Every function of core that takes a transaction and that a page imports, by dotted name."""
    found: dict[str, Service] = {}
    for module, name in sorted(_imported()):
        thing = getattr(importlib.import_module(module), name, None)
        if (
            inspect.isfunction(thing)
            and next(iter(inspect.signature(thing).parameters), "") == "db"
        ):
            found[f"{thing.__module__}.{name}"] = thing
    return found


def _imported(without: Collection[str] = ()) -> Iterator[tuple[str, str]]:
    for path in PAGES.rglob("*.py"):
        if path.name in without:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("core"):
                yield from ((node.module or "", alias.name) for alias in node.names)


def called_by_pages() -> set[str]:
    """The services that pages and their parts import, the server's own wiring left out."""
    found = services()
    named = {(thing.__module__, thing.__name__): name for name, thing in found.items()}
    return {named[module, name] for module, name in _imported(WIRING) if (module, name) in named}


def lines() -> Iterator[str]:
    """The whole table, a line each."""
    roles = list(UserRole)
    yield "| What | Asks for | Nobody | " + " | ".join(roles) + " |"
    yield "|---" * (3 + len(roles)) + "|"
    for url, spec in SITE.items():
        yield _line(f"page /{url}", spec.permission)
    for path in route_paths():
        yield _line(f"route {path}", *ROUTES[path])
    for name, asked in sorted(asked_for().items()):
        yield _line(name, asked)
    for callback in sorted(CALLBACKS):
        yield _line(f"callback {callback}", *(asked_for_by(callback) or [None]))


def route_paths() -> list[str]:
    """Every route of ours beside the pages, once."""
    return list(dict.fromkeys(getattr(route, "path", str(route)) for route in routes()))


def asked_for() -> dict[str, Permission | str | None]:
    """What each service asks for: a permission of the team, an interview link, or nothing."""
    return {**TEAM, **dict.fromkeys(CANDIDATE, BY_LINK), **dict.fromkeys(PUBLIC)}


def asked_for_by(callback: str) -> list[Permission | str | None]:
    """What a callback's services ask for, each kind once; nothing where it calls none."""
    if CALLBACKS[callback] == ROOM:
        return [BY_LINK]
    asked = asked_for()
    return list(dict.fromkeys(asked[name] for name in services_of(callback)))


def _line(what: str, *needed: Permission | str | None) -> str:
    """Who may: nobody's browser first, then each role."""
    asked = [one for one in needed if one is not None]
    marks = [_mark(asked, role) for role in (None, *UserRole)]
    joint = " or " if BY_LINK in asked else " and "
    return f"| {what} | {joint.join(asked) or 'nothing'} | {' | '.join(marks)} |"


def _mark(asked: Collection[Permission | str], role: UserRole | None) -> str:
    permissions = [one for one in asked if one != BY_LINK]
    may = all(role and one in PERMISSIONS[role] for one in permissions)
    if BY_LINK in asked:
        return "yes" if permissions and may else "by link"
    return "yes" if may else "no"


if __name__ == "__main__":
    print("\n".join(lines()))
