"""A connection goes on over another network; fails with an aiortc that has changed."""

import asyncio
from typing import Any

import pytest
from aiortc import RTCPeerConnection, RTCSessionDescription
from aiortc.rtcrtptransceiver import RTCRtpTransceiver

from pages.parts.candidate.ice_restart import restarted
from tests.realtime.loopback import until
from tests.realtime.lossy_road import stay_on_this_machine


def way_of(connection: RTCPeerConnection) -> Any:
    """The connection's own end in aioice."""
    transceiver: RTCRtpTransceiver = connection.getTransceivers()[0]
    return transceiver.receiver.transport.transport._connection


async def connected() -> tuple[RTCPeerConnection, RTCPeerConnection]:
    """A browser, and the server."""
    browser, server = RTCPeerConnection(), RTCPeerConnection()
    browser.addTransceiver("audio")
    await browser.setLocalDescription(await browser.createOffer())
    await server.setRemoteDescription(browser.localDescription)
    await server.setLocalDescription(await server.createAnswer())
    await browser.setRemoteDescription(server.localDescription)
    await until(lambda: server.connectionState == browser.connectionState == "connected")
    return browser, server


def test_both_sides_go_on_with_credentials_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    stay_on_this_machine(monkeypatch)

    async def scene() -> None:
        browser, server = await connected()
        before = server.localDescription.sdp
        way = way_of(browser)
        way._local_username, way._local_password = "anew", "a" * 22  # as a browser does
        await browser.setLocalDescription(await browser.createOffer())
        answer = await restarted(server, browser.localDescription.sdp)
        await browser.setRemoteDescription(RTCSessionDescription(answer, "answer"))
        theirs = way_of(server)
        way.remote_username, way.remote_password = theirs.local_username, theirs.local_password

        assert f"a=ice-ufrag:{theirs.local_username}" in answer
        assert theirs.local_username not in before
        for end in (way, theirs):
            [pair] = end._nominated.values()
            checked = end.build_request(pair, nominate=False)
            await pair.protocol.request(
                checked, pair.remote_addr, integrity_key=end.remote_password.encode()
            )
        assert server.connectionState == browser.connectionState == "connected"
        await browser.close()
        await server.close()

    asyncio.run(scene())


@pytest.mark.parametrize("offer", ["", "a=ice-ufrag:abcd\n", "x" * 60_000])
def test_what_is_no_offer_changes_nothing(offer: str) -> None:
    async def scene() -> None:
        server = RTCPeerConnection()
        server.addTransceiver("audio")
        known = way_of(server).local_username
        with pytest.raises(ValueError, match="no offer"):
            await restarted(server, offer)
        assert way_of(server).local_username == known
        await server.close()

    asyncio.run(scene())
