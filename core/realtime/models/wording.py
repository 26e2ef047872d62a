"""Reads the parts of the prompts that hold one `name: words` on each line (pure)."""


def wording_in(part: str) -> dict[str, str]:
    """The lines ``name: words`` of a part (prompts/parts/), by name."""
    return dict(line.split(": ", 1) for line in part.splitlines() if line.strip())
