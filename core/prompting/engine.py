"""The interview engine: loads what a system prompt is made of, and has it built."""

import logging

from core.base_prompts.library import BasePrompt, load_base_prompts, load_parts
from core.errors import NotFound
from core.models import JobPosting
from core.postings.content.role_choice import role_of
from core.prompting.builder import Prompt, SessionContext, build_prompt

log = logging.getLogger(__name__)


class InterviewEngine:
    """Builds the system prompt of an interview; needs no database."""

    def get_realtime_system_prompt(
        self,
        role_type: str,
        job_posting: JobPosting | None = None,
        session: SessionContext | None = None,
    ) -> str:
        """The text of the system prompt: see ``build``."""
        return self.build(role_type, job_posting, session).text

    def build(
        self,
        role_type: str,
        job_posting: JobPosting | None = None,
        session: SessionContext | None = None,
    ) -> Prompt:
        """The system prompt, by section.

        Args:
            role_type: the interview's stored role type, or any base prompt's name; it decides
                where there is neither a posting nor a recorded base prompt.
            job_posting: the posting, saved or not.
            session: what a running interview adds.

        Raises:
            NotFound: if there is no such base prompt.
        """
        base = self.base_prompt(role_type, job_posting, session)
        prompt = self.build_with(base, job_posting, session)
        log.info(
            "prompt built role_type=%s base_prompt=%s posting=%s tokens=%d trimmed=%s",
            role_type,
            base.name,
            job_posting.id if job_posting else None,
            prompt.tokens,
            ",".join(prompt.trimmed).lower().replace(" ", "_") or "-",
        )
        return prompt

    @staticmethod
    def build_with(
        base: BasePrompt,
        job_posting: JobPosting | None = None,
        session: SessionContext | None = None,
    ) -> Prompt:
        """The system prompt on a base prompt that the caller has chosen, of any version."""
        return build_prompt(base, load_parts(), job_posting, session)

    def base_prompt(
        self,
        role_type: str,
        job_posting: JobPosting | None = None,
        session: SessionContext | None = None,
    ) -> BasePrompt:
        """The base prompt: the session's, else the posting's, else the role type's own."""
        if session and session.base:
            return session.base
        recorded = session.base_prompt if session else None
        mapped = role_of(job_posting).base_prompt if job_posting else None
        name = recorded or mapped or str(role_type)
        try:
            return load_base_prompts()[name]
        except KeyError:
            raise NotFound(f"There is no base prompt named {name!r}.") from None
