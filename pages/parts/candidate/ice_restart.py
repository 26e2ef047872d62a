"""ICE restart: a connection goes on over another network, with the same keys and tracks (RFC 8839).

aiortc answers a renewed offer, but keeps the ICE credentials of the first; here both sides get new
ones. tests/realtime/media/test_ice_restart.py holds what this relies on in aiortc and aioice.
"""

import re

from aioice.utils import random_string
from aiortc import RTCPeerConnection, RTCSessionDescription

LONGEST = 50_000
"""Characters of an offer that are read."""
_USER = re.compile(r"^a=ice-ufrag:([A-Za-z0-9+/]{4,256})\r?$", re.MULTILINE)
_PASSWORD = re.compile(r"^a=ice-pwd:([A-Za-z0-9+/]{22,256})\r?$", re.MULTILINE)


async def restarted(connection: RTCPeerConnection, offer: str) -> str:
    """Restart ICE as ``offer`` (SDP) asks; the answer to it. Runs on the connection's loop.

    Raises:
        ValueError: for an offer without credentials, or one that is no renewal of the first.
    """
    user, password = _USER.search(offer), _PASSWORD.search(offer)
    if len(offer) > LONGEST or not (user and password):
        raise ValueError("no offer to restart ICE")
    for ice in {one.receiver.transport.transport for one in connection.getTransceivers()}:
        way = ice._connection
        way._local_username, way._local_password = random_string(4), random_string(22)
        way.remote_username, way.remote_password = user[1], password[1]
    await connection.setRemoteDescription(RTCSessionDescription(offer, "offer"))
    await connection.setLocalDescription(await connection.createAnswer())
    return connection.localDescription.sdp
