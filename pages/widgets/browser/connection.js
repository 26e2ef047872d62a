// Looks after the audio connection inside its component's own frame (same origin): starts and
// restarts it, sends the voice to the chosen speaker, offers a click where the browser holds the
// sound back, and reports what went wrong with the microphone.
//
// The component's buttons are pressed here, one at a time. Told to play by itself it starts anew
// at every render until its first start has got going, and may answer one attempt's offer to
// another's: such a connection never comes up.
const EVERY = 300; // ms
const FIRST_WAIT = 4_000; // ms until another start is tried
const LONGEST_WAIT = 8_000;
const HOPELESS = 15_000; // ms after which a start that leads nowhere is given up
const keepers = new WeakMap();

class Keeper {
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
    frame.inert = true; // nothing in it is for the candidate
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
  if (!keepers.has(root)) keepers.set(root, new Keeper(root, tell));
  const keeper = keepers.get(root);
  Object.assign(keeper, { data, tell });
  return () => {
    clearInterval(keeper.timer);
    keepers.delete(root);
  };
}
