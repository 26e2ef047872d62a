"""`python -m db.sign_in_link [e-mail]`: prints a new one-time sign-in link."""

import argparse
import sys

from sqlalchemy import select

from core.access.accounts import first_admin
from core.access.audit import record
from core.access.sessions import INVITATION, issue_ticket
from core.models import User, UserRole
from core.settings import Settings
from db.engine import open_database


def main(email: str | None = None, port: int = 8501) -> int:
    """Print a link for the user with ``email``, or for the first admin; returns the exit code.

    ``port`` is the one on this machine that the app listens on; ROLECALL_BASE_URL comes first.
    """
    settings = Settings()
    database = open_database(settings)
    try:
        with database.sessions.begin() as db:
            wanted = User.email == email.lower() if email else User.role == UserRole.ADMIN
            query = select(User).where(wanted, User.disabled_at.is_(None))
            user = first_admin(db) or db.scalar(query.order_by(User.created_at).limit(1))
            if user is None:
                print(f"Nobody with access has the address {email}.", file=sys.stderr)
                return 1
            ticket = issue_ticket(db, user, INVITATION)
            record(db, None, "made a sign-in link", "user", user.id, email=user.email)
            address = settings.base_url or f"http://localhost:{port}"
            print(f"For {user.email}, once: {address}/auth/enter?ticket={ticket}&next=team")
            return 0
    finally:
        database.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("email", nargs="?", help="whose link; the first admin's if it is left out")
    parser.add_argument("--port", type=int, default=8501, help="the port that the app listens on")
    asked = parser.parse_args()
    sys.exit(main(asked.email, asked.port))
