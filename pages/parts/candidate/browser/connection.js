// Controls the audio connection, which is in the iframe of streamlit-webrtc's component (same
// origin): starts and restarts it, plays the voice on the chosen speaker, asks for a click where the
// browser blocks the sound, and reports errors of the microphone.
//
// It presses the component's buttons, one at a time. Told to play by itself, the component starts
// again at every render until its first start is through, and may mix up the answers of two
// attempts: such a connection never comes up.
//
// The component ends a connection at the first moment without network, though most recover by
// themselves (in Firefox under load every few minutes), or with an ICE restart (from Wi-Fi to
// mobile). So its frame gets an RTCPeerConnection that keeps such moments from it; what is to be
// done about them is done here.
const EVERY = 300; // ms
const RECOVERS = 2_000; // ms in which a connection comes back by itself
const RESTARTS = 4_000; // ms from one ICE restart to the next
const LOST = 15_000; // ms after which another connection is made instead
const SILENT = 20_000; // ms after which a connection over which nothing comes is made anew
const COUNTS = 2_000; // ms from one look at what has come to the next
const WAVERS = ["disconnected", "failed"];
const FIRST_WAIT = 4_000; // ms until the next attempt to start
const LONGEST_WAIT = 8_000;
const HOPELESS = 15_000; // ms after which the first attempt is given up; each next has twice as long
const MOST_HOPELESS = 60_000; // ms
const REFUSED = /^(NotAllowed|Security|NotFound|Overconstrained|NotReadable)Error/; // a microphone's
const MOST_STARTS = 3; // after which any other error is told: most pass with the next attempt
const connections = new WeakMap();

/**
 * `Native`, which tells nobody that it wavers before it is `lost`, and takes each answer once: under
 * load the component gives one twice, and that to its attempt before, or to one that was given up.
 * `made` gets each connection.
 */
const steady = (Native, made) =>
  class extends Native {
    static steady = true;
    static answers = new Set();
    constructor(...args) {
      super(...args);
      made(this);
    }
    addEventListener(name, listener, ...rest) {
      const quiet = () => WAVERS.includes(this.connectionState) && !this.lost;
      const told = (event) => quiet() || listener(event);
      super.addEventListener(name, name === "connectionstatechange" ? told : listener, ...rest);
    }
    setRemoteDescription(told) {
      if (told?.type !== "answer") return super.setRemoteDescription(told);
      const { answers } = this.constructor;
      const late = this.signalingState === "closed";
      if (!late && !answers.has(told.sdp)) this.answered = super.setRemoteDescription(told);
      answers.add(told.sdp);
      return this.answered ?? Promise.resolve();
    }
  };

class Connection {
  constructor(root, tell) {
    this.blocked = root.querySelector("#blocked");
    root.querySelector("#hear").onclick = () => this.audio?.play().catch(() => {});
    this.tell = tell;
    this.problem = this.unplugged = "";
    this.heldBack = this.nextCount = 0;
    this.rest();
    this.timer = setInterval(() => this.look(), EVERY);
  }

  rest() {
    this.next = this.starts = 0;
    this.wait = FIRST_WAIT;
  }

  look() {
    const frame = [...document.querySelectorAll("iframe")].find((one) =>
      one.src.includes("streamlit_webrtc"),
    );
    const page = frame?.contentDocument;
    if (!page) return;
    frame.inert = true; // the candidate does not use what is in it
    this.steady(frame.contentWindow);
    this.keep();
    this.press(page);
    this.route(page.querySelector("audio"));
    const alert = page.querySelector("[role=alert]")?.textContent || "";
    const problem = this.data.wanted ? this.found(alert) : "";
    if (problem !== this.problem) this.tell("problem", (this.problem = problem));
  }

  /** The name of the error for which there is no connection. */
  found(alert) {
    if (!this.its.RTCPeerConnection) return "NoWebRTC";
    const error = alert.match(this.starts < MOST_STARTS ? REFUSED : /^\w*Error/)?.[0];
    return error || this.unplugged;
  }

  /** Before the component makes a connection, which it does when its button is pressed. */
  steady(its) {
    this.its = its;
    const made = (peer) => {
      Object.assign(this, { peer, packets: 0, since: performance.now(), silent: false, unplugged: "" });
    };
    const Native = its.RTCPeerConnection;
    if (!Native || Native.steady) return;
    its.RTCPeerConnection = steady(Native, made);
  }

  /** Keep the connection through moments without network, and its microphone. */
  keep() {
    const { peer, data } = this;
    const now = performance.now();
    if (!peer || !WAVERS.includes(peer.connectionState)) {
      this.wavers = null;
      if (peer?.connectionState === "connected") {
        this.revive();
        if (now >= this.nextCount) this.count(peer, now);
      }
      return;
    }
    this.wavers ??= { since: now, next: now + RECOVERS };
    const answer = data.answer;
    if (now - this.wavers.since > LOST && !peer.lost) {
      peer.lost = true;
      peer.dispatchEvent(new Event("connectionstatechange"));
    } else if (answer?.number === this.offered && peer.signalingState === "have-local-offer") {
      peer.setRemoteDescription({ type: "answer", sdp: answer.sdp }).catch(() => {});
    } else if (now >= this.wavers.next && data.wanted) {
      this.wavers.next = now + RESTARTS;
      this.restart().catch(() => {});
    }
  }

  async restart() {
    const offer = await this.peer.createOffer({ iceRestart: true });
    await this.peer.setLocalDescription(offer);
    this.offered = Date.now();
    this.tell("offer", { number: this.offered, sdp: offer.sdp });
  }

  /** The server sends something all the time, if only silence: where nothing comes, it is lost. */
  async count(peer, now) {
    this.nextCount = now + COUNTS;
    const came = [...(await peer.getStats()).values()].filter(({ type }) => type === "inbound-rtp");
    const packets = came.reduce((sum, one) => sum + one.packetsReceived, 0);
    if (peer !== this.peer) return;
    if (packets !== this.packets) Object.assign(this, { packets, since: now });
    this.silent = now - this.since > SILENT;
  }

  /** A microphone that was unplugged sends nothing more: another takes its place. */
  async revive() {
    const sender = this.peer.getSenders().find(({ track }) => track?.kind === "audio");
    if (this.reviving || !this.data.playing || sender?.track?.readyState !== "ended") return;
    this.reviving = true;
    try {
      const { mediaDevices } = this.its.navigator;
      const stream = await mediaDevices.getUserMedia({ audio: this.data.microphone });
      await sender.replaceTrack(stream.getAudioTracks()[0]);
      this.unplugged = "";
    } catch (error) {
      this.unplugged = REFUSED.test(error.name) ? error.name : "";
    } finally {
      setTimeout(() => (this.reviving = false), RESTARTS);
    }
  }

  press(page) {
    const { wanted, playing, start, stop } = this.data;
    const buttons = [...page.querySelectorAll("button:enabled")];
    const button = (label) => buttons.find((one) => one.textContent === label);
    const now = performance.now();
    if (!wanted || playing) this.rest();
    if (wanted && !playing && !this.problem && now >= this.next && button(start)) {
      button(start).click();
      this.starts += 1;
      this.started = this.since = now;
      this.silent = false;
      this.next = now + this.wait;
      this.wait = Math.min(2 * this.wait, LONGEST_WAIT);
    }
    const connected = this.peer?.connectionState === "connected"; // the server may be slow to say so
    const patience = Math.min(HOPELESS * 2 ** Math.max(0, this.starts - 1), MOST_HOPELESS);
    const hopeless = this.silent || (!playing && !connected && now - this.started > patience);
    if (!wanted || hopeless) button(stop)?.click();
  }

  route(audio) {
    const speaker = chosenSpeaker();
    if (audio && speaker && audio.setSinkId && audio !== this.audio) {
      audio.setSinkId(speaker).catch(() => {});
    }
    this.audio = audio;
    const held = Boolean(audio?.srcObject?.active && audio.paused);
    this.heldBack = held ? this.heldBack + 1 : 0;
    this.blocked.hidden = this.heldBack < 3;
  }
}

export default function (component) {
  const { parentElement: root, data, setStateValue } = component;
  const tell = setStateValue;
  if (!connections.has(root)) connections.set(root, new Connection(root, tell));
  const connection = connections.get(root);
  Object.assign(connection, { data, tell });
  return () => {
    clearInterval(connection.timer);
    connections.delete(root);
  };
}
