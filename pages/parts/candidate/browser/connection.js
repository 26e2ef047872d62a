// Controls the audio connection, which is in the iframe of streamlit-webrtc's component (same
// origin): starts and restarts it, plays the voice on the chosen speaker, asks for a click where the
// browser blocks the sound, and reports errors of the microphone.
//
// It presses the component's buttons, one at a time. Told to play by itself, the component starts
// again at every render until its first start is through, and may mix up the answers of two
// attempts: such a connection never comes up.
const EVERY = 300; // ms
const FIRST_WAIT = 4_000; // ms until the next attempt to start
const LONGEST_WAIT = 8_000;
const HOPELESS = 15_000; // ms after which an attempt is given up
const connections = new WeakMap();

class Connection {
  constructor(root, tell) {
    this.blocked = root.querySelector("#blocked");
    root.querySelector("#hear").onclick = () => this.audio?.play().catch(() => {});
    this.tell = tell;
    this.problem = "";
    this.heldBack = 0;
    this.rest();
    this.timer = setInterval(() => this.look(), EVERY);
  }

  rest() {
    this.next = 0;
    this.wait = FIRST_WAIT;
  }

  look() {
    const frame = [...document.querySelectorAll("iframe")].find((one) =>
      one.src.includes("streamlit_webrtc"),
    );
    const page = frame?.contentDocument;
    if (!page) return;
    frame.inert = true; // the candidate does not use what is in it
    this.press(page);
    this.route(page.querySelector("audio"));
    const alert = page.querySelector("[role=alert]")?.textContent || "";
    const problem = (this.data.wanted && alert.match(/^\w+Error/)?.[0]) || "";
    if (problem !== this.problem) this.tell((this.problem = problem));
  }

  press(page) {
    const { wanted, playing, start, stop } = this.data;
    const buttons = [...page.querySelectorAll("button:enabled")];
    const button = (label) => buttons.find((one) => one.textContent === label);
    const now = performance.now();
    if (!wanted || playing) this.rest();
    if (wanted && !playing && !this.problem && now >= this.next && button(start)) {
      button(start).click();
      this.started = now;
      this.next = now + this.wait;
      this.wait = Math.min(2 * this.wait, LONGEST_WAIT);
    }
    const hopeless = !playing && now - this.started > HOPELESS;
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
  const tell = (problem) => setStateValue("problem", problem);
  if (!connections.has(root)) connections.set(root, new Connection(root, tell));
  const connection = connections.get(root);
  Object.assign(connection, { data, tell });
  return () => {
    clearInterval(connection.timer);
    connections.delete(root);
  };
}
