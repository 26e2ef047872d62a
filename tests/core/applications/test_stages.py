"""The stages of an application in words."""

from core.applications.stages import stage_counts_text, stage_name
from core.models import (
    ApplicationStatus,
)


def test_every_stage_has_a_name_and_empty_ones_are_not_counted() -> None:
    assert len({stage_name(stage) for stage in ApplicationStatus}) == len(ApplicationStatus)
    stages = {ApplicationStatus.TO_REVIEW: 3, ApplicationStatus.APPLIED: 1_200}
    assert stage_counts_text(stages | {ApplicationStatus.HIRED: 0}) == "1,200 applied · 3 to review"
    assert stage_counts_text({}) == "No applications"
