"""The browser's audio connection: the one place that touches the WebRTC component."""

import streamlit as st
from streamlit_webrtc import (
    Translations,
    WebRtcMode,
    create_audio_sink_track,
    create_audio_source_track,
    webrtc_streamer,
)

from core.realtime.bridge import MediaLine
from core.realtime.model import VOICE_RATE
from pages.shared.wiring import services

_MICROPHONE = {"echoCancellation": True, "noiseSuppression": True, "autoGainControl": True}
_HIDDEN = "<style>.stCustomComponentV1 {height: 0; overflow: hidden}</style>"
_WORDS = Translations(
    select_device="Choose microphone",
    device_ask_permission="Please allow the microphone when the browser asks.",
)


def connect_audio(line: MediaLine, *, wanted: bool) -> bool:
    """Join ``line`` to the browser's microphone and speaker; returns whether audio flows.

    It must be rendered at each run under the same key: leaving it out ends the connection.
    """
    sink = create_audio_sink_track(line.on_mic, key="microphone", on_ended=line.on_ended)
    source = create_audio_source_track(line.pull, key="voice", sample_rate=VOICE_RATE)
    if not wanted:
        st.html(_HIDDEN)  # the component shows a blank screen where no video will ever be
    context = webrtc_streamer(
        key="interview-audio",
        mode=WebRtcMode.SENDRECV,
        sink_audio_track=sink,
        source_audio_track=source,
        desired_playing_state=wanted,
        rtc_configuration={"iceServers": services().settings.ice_servers},
        media_stream_constraints={"audio": _MICROPHONE, "video": False},
        audio_html_attrs={"autoPlay": True, "controls": False},
        media_toggle_controls=False,
        translations=_WORDS,
    )
    return bool(context.state.playing)
