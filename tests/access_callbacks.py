"""What each callback of the pages calls: the rows of tests.access_table about them.

A callback runs before its page and so before the page's gate. It may do what its services allow
to whoever is acting, and one that calls none changes its own tab alone.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

PAGES = Path(__file__).parent.parent / "pages"
TAB = ""
"""Changes what its own tab shows, and nothing else."""
ROOM = "the live room"
"""Says something in the live interview whose room the tab is in; the room asks for the link."""
_ROWS = """
apply first_page:
home signs_in: access.attempts.sign_in_counts access.sessions.sign_in
interview begin: the live room
jobs discard:
jobs save: job_postings.create_posting job_postings.update_posting
review to_beginning:
shared.address _go:
shared.candidate.accommodation_form _save: candidates.accommodations.ask_for
shared.candidate.application_form _send:
shared.candidate.applied _kept:
shared.candidate.browser_parts _nothing:
shared.candidate.browser_parts go_on: the live room
shared.candidate.browser_parts send: the live room
shared.candidate.candidate_after _take_again: candidates.retakes.take_again
shared.candidate.consent _agree: candidates.own_interview.give_consent recordings.agree_to_recording
shared.candidate.joining _disconnect:
shared.candidate.joining begin: the live room
shared.candidate.green_room connect:
shared.candidate.live_room bridge.attach: the live room
shared.candidate.lost_link _tell: candidates.lost_links.report_lost_link
shared.candidate.own_transcript _close:
shared.candidate.own_transcript _open:
shared.candidate.own_transcript _save: candidates.corrections.correct_turn
shared.candidate.recording_rights _confirm:
shared.candidate.recording_rights _delete: recordings.delete_recording
shared.candidate.recording_rights whole_page:
shared.candidate.room_actions _set_typing: the live room
shared.candidate.room_actions open_dialog:
shared.candidate.room_actions tell: the live room
shared.candidate.room_dialogs _close:
shared.candidate.room_dialogs _report: the live room
shared.candidate.room_dialogs _tell: the live room
shared.inspector.source _step:
shared.keeping found: review.scorecard_filling.save_note review.scorecard_filling.save_summary
shared.keeping lambda: None:
shared.keyset _back:
shared.keyset _forward:
shared.postings.links_view _end: links.revoke_link
shared.postings.links_view _end_all: links.revoke_links
shared.postings.links_view _make: links.new_link
shared.postings.others keep or partial(reading.choose, field): review.scorecard_filling.save_note review.scorecard_filling.save_summary
shared.postings.others mark_seen:
shared.postings.others take:
shared.postings.others whole_page:
shared.postings.pipeline_view _toggle:
shared.postings.pipeline_view to_beginning:
shared.postings.plan_changes change_plan_by: plans.publish_version plans.discard_changes plans.add_missing job_postings.get_posting
shared.postings.plan_editor self._take_probes: plans.change_plan
shared.postings.plan_question_edit _is_done:
shared.postings.plan_question_edit self._save: plans.saving.save_question job_postings.get_posting
shared.postings.plan_question_fields _take_competency:
shared.postings.plan_questions change_by: plans.change_plan
shared.postings.posting_detail _move: job_postings.publish_posting job_postings.close_posting
shared.postings.posting_fields form.take_category:
shared.postings.posting_list first_page:
shared.postings.posting_preview form.choose_base_prompt:
shared.review.decision_view _keep: review.decisions.decide
shared.review.evaluation_view _ask: evaluation.service.request_evaluation
shared.review.feedback_form _save: review.feedback.write_feedback review.feedback.release_feedback
shared.review.feedback_form _take_back: review.feedback.take_feedback_back
shared.review.quotes_view do: review.scorecard_evidence.attach review.scorecard_evidence.detach
shared.review.quotes_view focus_on:
shared.review.quoting selected: review.scorecard_evidence.attach
shared.review.rating_evidence attach: review.scorecard_evidence.attach
shared.review.rating_field lambda: save(entered(key), reading): review.scorecard_filling.rate
shared.review.scorecard_form self._save_note: review.scorecard_filling.save_note
shared.review.scorecard_sides self._explain: review.scorecard_filling.explain
shared.review.submission end: review.scorecard_filling.submit review.scorecard_filling.look_without_rating
shared.review.submission save: review.scorecard_filling.save_summary
shared.review.weights_form self._save: review.comparisons.set_weights
shared.team.invite_form _invite: access.accounts.invite_user
shared.team.members _change_role: access.accounts.change_role
shared.team.members _disable: access.accounts.disable_user
shared.team.members action: access.accounts.renew_invitation access.accounts.give_access_back
shared.team.members whole_page:
shared.team.own_account _save: access.accounts.update_account
shared.team.own_sessions_view _end: access.own_sessions.end_own_session
shared.team.own_sessions_view _leave_everywhere: access.own_sessions.sign_out_everywhere
shared.team.own_sessions_view leave: access.sessions.sign_out
"""  # noqa: E501


def _row(line: str) -> tuple[str, str]:
    callback, _, calls = line.rpartition(":")
    return callback, calls.strip()


CALLBACKS = dict(_row(line) for line in _ROWS.strip().splitlines())
"""Module under ``pages`` and callback -> TAB, ROOM, or the services that it calls."""


def services_of(callback: str) -> list[str]:
    """The services of a row, by dotted name."""
    calls = CALLBACKS[callback]
    return [] if calls in (TAB, ROOM) else [f"core.{name}" for name in calls.split()]


def found() -> Iterator[tuple[str, ast.Module, ast.expr]]:
    """Every callback that a page gives a widget: its row's name, its module and itself."""
    for path in sorted(PAGES.rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        module = ".".join(path.relative_to(PAGES).with_suffix("").parts)
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "handled":
                yield f"{module} {ast.unparse(node.args[0])}", tree, node.args[0]


def named_in(tree: ast.Module, callback: ast.expr) -> set[str]:
    """What of core stands in the function of its own module that ``callback`` is, if it is one."""
    wanted = getattr(callback, "attr", getattr(callback, "id", ""))
    imported = {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("core")
        for alias in node.names
    }
    return imported & {
        name.id
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.name == wanted
        for name in ast.walk(node)
        if isinstance(name, ast.Name)
    }
