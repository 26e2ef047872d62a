// The sound check of microphone and speaker, in the browser alone: no sound leaves it.
const REMEMBERED = "streamlit-webrtc:device-ids";
const SPEECH = 0.02; // root mean square of full scale
const UNANSWERED = 3_000; // ms after which the candidate is told where the browser asks
const ASKING = "Please allow the microphone where the browser asks, beside the address. Where no question is to be seen, press again.";
const WANTED = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };
const checks = new WeakMap();

class SoundCheck {
  constructor(root, tell) {
    this.$ = (id) => root.querySelector("#" + id);
    this.tell = tell;
    this.open = true;
    this.$("allow").onclick = () => this.listenTo();
    this.$("microphone").onchange = (event) => this.listenTo(event.target.value);
    this.$("speaker").onchange = ({ target }) =>
      guarded(() => localStorage.setItem(SPEAKER, target.value));
    this.$("listen").onclick = () => this.playBack(this.$("listen"), this.$("heard"), 3);
    this.$("rehearse").onclick = () => this.rehearse();
    this.$("chime").onclick = () => this.play(chime());
    this.relist = () => this.stream && this.list();
    navigator.mediaDevices?.addEventListener("devicechange", this.relist);
  }

  async listenTo(device) {
    if (!navigator.mediaDevices) return this.tell({ problem: "InsecureContext" });
    if (!window.RTCPeerConnection) return this.tell({ problem: "NoWebRTC" });
    this.stop();
    const stream = await this.ask(device ? { ...WANTED, deviceId: { exact: device } } : WANTED);
    if (!stream) return;
    this.stream = stream;
    if (!this.open) return this.stop();
    guarded(() => this.measure());
    await this.list();
    // Otherwise streamlit-webrtc would prefer the microphone that it remembers.
    guarded(() => localStorage.removeItem(REMEMBERED));
    this.tell({ device: this.$("microphone").value });
  }

  /** The microphone's stream; undefined if it is refused, or was asked for again meanwhile. */
  async ask(audio) {
    const asked = (this.asked = {});
    const over = this.waitForAnswer();
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ audio, video: false });
      if (asked === this.asked) return stream;
      stream.getTracks().forEach((track) => track.stop());
    } catch (error) {
      // WebKit says so as well where there is no microphone at all.
      const gone = error.name === "OverconstrainedError" && !audio.deviceId;
      if (asked === this.asked) this.tell({ problem: gone ? "NotFoundError" : error.name });
    } finally {
      if (asked === this.asked) over();
    }
    return undefined;
  }

  /** Firefox never answers for a permission prompt that was dismissed: let the candidate retry. */
  waitForAnswer() {
    const allow = this.$("allow");
    const show = (waiting, words) => {
      allow.disabled = waiting;
      this.$("asking").textContent = words;
    };
    clearTimeout(this.unanswered);
    this.unanswered = setTimeout(() => show(false, ASKING), UNANSWERED);
    show(true, "");
    return () => {
      clearTimeout(this.unanswered);
      show(false, "");
    };
  }

  /** Some browsers tell no devices, or none by its id: then there is nothing to choose from. */
  async list() {
    const devices = (await navigator.mediaDevices.enumerateDevices?.().catch(() => [])) ?? [];
    const used = this.stream?.getAudioTracks()[0].getSettings().deviceId;
    const microphones = fill(this.$("microphone"), devices, "audioinput", "Microphone", used);
    this.$("microphone-choice").hidden = !microphones;
    const speakers = fill(
      this.$("speaker"), devices, "audiooutput", "Speaker", chosenSpeaker(),
    );
    const choosable = "setSinkId" in HTMLMediaElement.prototype && speakers > 0;
    this.$("speaker-choice").hidden = !choosable;
    const focused = this.$("allow").matches(":focus");
    this.$("before").hidden = true;
    this.$("after").hidden = false;
    if (focused) this.$(microphones ? "microphone" : "listen").focus();
  }

  measure() {
    this.context = new AudioContext();
    this.context.resume();
    const analyser = this.context.createAnalyser();
    this.context.createMediaStreamSource(this.stream).connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    let heard = false;
    this.timer = setInterval(() => {
      analyser.getFloatTimeDomainData(samples);
      const level = Math.sqrt(samples.reduce((sum, x) => sum + x * x, 0) / samples.length);
      const share = Math.min(1, level * 5);
      this.$("meter").firstElementChild.style.transform = `scaleX(${share})`;
      this.$("meter").setAttribute("aria-valuenow", Math.round(share * 100));
      if (!heard && level > SPEECH) {
        heard = true;
        this.$("heard").textContent = "You are heard.";
      }
    }, 100);
  }

  record(status) {
    const recorder = new MediaRecorder(this.stream);
    const pieces = [];
    recorder.ondataavailable = (event) => pieces.push(event.data);
    const done = new Promise((give) => {
      recorder.onstop = () => give(URL.createObjectURL(new Blob(pieces)));
    });
    recorder.start();
    status.textContent = "Recording: please speak.";
    return { recorder, done };
  }

  async playBack(button, status, seconds) {
    button.disabled = true;
    const { recorder, done } = this.record(status);
    setTimeout(() => recorder.state === "recording" && recorder.stop(), seconds * 1000);
    const sound = await done;
    status.textContent = "This is how you sound.";
    await this.play(sound);
    status.textContent = "If you heard yourself, you are ready.";
    button.disabled = false;
  }

  async rehearse() {
    const button = this.$("rehearse");
    const status = this.$("rehearsed");
    if (this.running) return this.running.stop();
    if (!this.stream) await this.listenTo();
    if (!this.stream) return;
    const { recorder, done } = this.record(status);
    this.running = recorder;
    button.textContent = "Stop and hear it";
    const sound = await done;
    this.running = null;
    button.textContent = "Answer aloud again";
    status.textContent = "This is what you said. It is not kept.";
    await this.play(sound);
  }

  async play(sound) {
    const audio = new Audio(sound);
    const speaker = chosenSpeaker();
    if (speaker && audio.setSinkId) await audio.setSinkId(speaker).catch(() => {});
    await audio.play().catch(() => {});
    await new Promise((over) => {
      audio.onended = audio.onerror = over;
      if (audio.paused) over();
    });
    URL.revokeObjectURL(sound);
  }

  stop() {
    clearInterval(this.timer);
    this.stream?.getTracks().forEach((track) => track.stop());
    this.context?.close();
    this.stream = this.context = null;
  }

  close() {
    this.open = false;
    clearTimeout(this.unanswered);
    navigator.mediaDevices?.removeEventListener("devicechange", this.relist);
    this.stop();
  }
}

function fill(select, devices, kind, name, chosen) {
  const found = devices.filter((device) => device.kind === kind && device.deviceId);
  select.replaceChildren(
    ...found.map((device, at) => {
      const label = device.label || `${name} ${at + 1}`;
      return new Option(label, device.deviceId, false, device.deviceId === chosen);
    }),
  );
  return found.length;
}

function chime() {
  // Two soft tones as a WAV file, which an Audio element can play on any speaker.
  const rate = 24000;
  const samples = new Int16Array(rate * 0.8);
  for (let i = 0; i < samples.length; i++) {
    const t = i / rate;
    const tone = Math.sin(2 * Math.PI * (t < 0.4 ? 523 : 659) * t);
    samples[i] = 9000 * tone * Math.exp(-6 * (t % 0.4));
  }
  const head = new DataView(new ArrayBuffer(44));
  const text = (at, word) => [...word].forEach((c, i) => head.setUint8(at + i, c.charCodeAt(0)));
  text(0, "RIFF"); head.setUint32(4, 36 + samples.byteLength, true);
  text(8, "WAVEfmt "); head.setUint32(16, 16, true); head.setUint16(20, 1, true);
  head.setUint16(22, 1, true); head.setUint32(24, rate, true); head.setUint32(28, rate * 2, true);
  head.setUint16(32, 2, true); head.setUint16(34, 16, true);
  text(36, "data"); head.setUint32(40, samples.byteLength, true);
  return URL.createObjectURL(new Blob([head, samples], { type: "audio/wav" }));
}

export default function (component) {
  const { parentElement: root, data, setStateValue } = component;
  let check = checks.get(root);
  const tell = (state) => setStateValue("microphone", state);
  if (!check) checks.set(root, (check = new SoundCheck(root, tell)));
  check.tell = tell;
  check.$("practice-question").textContent = data.question;
  return () => {
    checks.delete(root);
    check.close();
  };
}
