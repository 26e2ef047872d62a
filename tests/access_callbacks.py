"""What each callback of the pages calls: the rows of tests.access_table about them.

A callback runs before its page and so before the page's guard. It may do what its services allow
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
home submit_sign_in: access.attempts.sign_in_limit access.sessions.sign_in
interview begin: the live room
jobs discard:
jobs save: postings.service.create_posting postings.service.update_posting
parts.candidate.accommodation_form _save: interviews.accommodations.ask_for
parts.candidate.application_form _send:
parts.candidate.application_thanks _kept:
parts.candidate.browser_components _nothing:
parts.candidate.browser_components go_on: the live room
parts.candidate.browser_components offered:
parts.candidate.browser_components send: the live room
parts.candidate.after_interview _take_again: applications.candidates.retakes.take_again
parts.candidate.consent _agree: applications.candidates.own_interview.give_consent recordings.service.agree_to_recording
parts.candidate.green_room join: the live room
parts.candidate.joining _disconnect:
parts.candidate.joining begin: the live room
parts.candidate.live_room bridge.attach: the live room
parts.candidate.lost_link _tell: applications.candidates.lost_links.report_lost_link
parts.candidate.own_transcript _close:
parts.candidate.own_transcript _open:
parts.candidate.own_transcript _save: applications.candidates.corrections.correct_turn
parts.candidate.recording_rights _confirm:
parts.candidate.recording_rights _delete: recordings.service.delete_recording
parts.candidate.recording_rights full_rerun:
parts.candidate.room_actions _set_typing: the live room
parts.candidate.room_actions open_dialog:
parts.candidate.room_actions send_command: the live room
parts.candidate.room_dialogs _close:
parts.candidate.room_dialogs _report: the live room
parts.candidate.room_dialogs _tell: the live room
parts.concurrent_edits keep or partial(merge.choose, field): review.scorecard_filling.save_note review.scorecard_filling.save_summary
parts.concurrent_edits mark_seen:
parts.concurrent_edits take:
parts.concurrent_edits full_rerun:
parts.inspector.source _step:
parts.links_view _end: access.interview_links.revoke_link
parts.links_view _end_all: access.interview_links.revoke_links
parts.links_view _make: access.interview_links.new_link
parts.postings.pipeline_view _toggle:
parts.postings.pipeline_view reset_cursor:
parts.postings.plan_changes change_plan_by: interviews.plans.service.publish_version interviews.plans.service.discard_changes interviews.plans.service.add_missing postings.service.get_posting
parts.postings.plan_editor self._take_probes: interviews.plans.service.change_plan
parts.postings.plan_question_edit _is_done:
parts.postings.plan_question_edit self._save: interviews.plans.saving.save_question postings.service.get_posting
parts.postings.plan_question_fields _take_competency:
parts.postings.plan_questions change_by: interviews.plans.service.change_plan
parts.postings.posting_detail _move: postings.service.publish_posting postings.service.close_posting
parts.postings.posting_fields form.take_category:
parts.postings.posting_list first_page:
parts.postings.posting_preview form.choose_base_prompt:
parts.review.decision_view _keep: review.decisions.decide
parts.review.evaluation_view _ask: evaluation.service.request_evaluation
parts.review.feedback_form _save: review.feedback.write_feedback review.feedback.release_feedback
parts.review.feedback_form _take_back: review.feedback.take_feedback_back
parts.review.quotes_view do: review.scorecard_evidence.attach review.scorecard_evidence.detach
parts.review.quotes_view focus_on:
parts.review.quoting selected: review.scorecard_evidence.attach
parts.review.rating_evidence attach: review.scorecard_evidence.attach
parts.review.rating_field lambda: save(widget_value(key), merge): review.scorecard_filling.rate
parts.review.scorecard_form self._save_note: review.scorecard_filling.save_note
parts.review.scorecard_sides self._explain: review.scorecard_filling.explain
parts.review.submission end: review.scorecard_filling.submit review.scorecard_filling.look_without_rating
parts.review.submission save: review.scorecard_filling.save_summary
parts.review.weights_form self._save: review.comparisons.set_weights
parts.team.invite_form _invite: access.accounts.invite_user
parts.team.members _change_role: access.accounts.change_role
parts.team.members _disable: access.accounts.disable_user
parts.team.members action: access.accounts.renew_invitation access.accounts.give_access_back
parts.team.members full_rerun:
parts.team.own_account _save: access.own_account.update_account
parts.team.own_sessions_view _end: access.own_sessions.end_own_session
parts.team.own_sessions_view _leave_everywhere: access.own_sessions.sign_out_everywhere
parts.team.own_sessions_view sign_out_browser: access.sessions.sign_out
review reset_cursor:
widgets.navigation _go:
widgets.form_storage found: review.scorecard_filling.save_note review.scorecard_filling.save_summary
widgets.form_storage lambda: None:
widgets.keyset_paging _back:
widgets.keyset_paging _forward:
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
