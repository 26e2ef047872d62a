"""`python -m tests.fake_openai [port]`: good answers, for trying the product without a key."""

import sys
from contextlib import suppress

from tests.fake_openai.server import main

with suppress(KeyboardInterrupt):
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 8099)
