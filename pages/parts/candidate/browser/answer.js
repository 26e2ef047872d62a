// The box for typed answers. Nothing typed is lost: it is in localStorage from the first letter on,
// and soon also in the server's draft. It stays in the box until the server confirms that the answer
// with this id is kept, and is sent again until then, with the same id, also after a reload.
//
// If storage is off or full, the page and the server's draft remain.
//
// In localStorage: {id, asking, text, version, sent, stored, at}; `asking` is the question, `stored`
// the version that the server has, `at` the time of the last change.
const PLACE = "rolecall-answer/";
const FORGOTTEN = 30 * 86_400_000; // ms after which an unsent answer is deleted here
const PAUSE = 2_000; // ms between the last letter and sending the draft
const AGAIN = 5_000; // ms until an answer is sent again
const LATE = 8_000; // ms after which the candidate is told that the answer is not kept yet
const NEAR = 0.9; // of the most characters; from there on the count is shown
const TRIES = 6; // how often a reloaded tab asks to go on in writing
const boxes = new WeakMap();
const returning = new WeakSet();
// Whether this tab answers in writing: the room then opens by itself after a reload or an outage.
const HERE = "rolecall-writing/";
const tab = {
  writing: (place) => guarded(() => sessionStorage.getItem(HERE + place)),
  write: (place) => guarded(() => sessionStorage.setItem(HERE + place, "1")),
  leave: (place) => guarded(() => sessionStorage.removeItem(HERE + place)),
};

const characters = (text) => Array.from(text).length; // as Python counts: an emoji is one

function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16)); // randomUUID needs https
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

const read = (place) => guarded(() => JSON.parse(localStorage.getItem(place)));

function write(place, answer) {
  if (answer) guarded(() => localStorage.setItem(place, JSON.stringify(answer)));
  else guarded(() => localStorage.removeItem(place));
}

function clearOld() {
  for (const place of guarded(() => Object.keys(localStorage)) ?? []) {
    if (!place.startsWith(PLACE)) continue;
    if (!(Date.now() - read(place)?.at < FORGOTTEN)) write(place, null);
  }
}

class Box {
  constructor(root) {
    for (const id of ["text", "about", "count", "send", "change", "clear", "status"]) {
      this[id] = root.querySelector("#" + id);
    }
    this.text.oninput = () => this.typed();
    this.text.onkeydown = (event) => {
      if (event.key !== "Enter" || event.isComposing || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      this.send_();
    };
    root.querySelector("form").onsubmit = (event) => {
      event.preventDefault();
      this.send_();
    };
    this.change.onclick = () => this.takeBack();
    this.clear.onclick = () => this.drop("");
    this.onHide = () => document.visibilityState === "hidden" && this.draft();
    document.addEventListener("visibilitychange", this.onHide);
    addEventListener("pagehide", this.onHide);
    this.timer = setInterval(() => this.look(), 500);
  }

  // --- what the page says ---

  begin(data) {
    this.data = data;
    this.place = PLACE + data.interview;
    clearOld();
    this.take(read(this.place));
    this.load();
  }

  take(answer) {
    this.answer = answer ?? undefined;
    if (answer) this.text.value = answer.text;
  }

  /** Load the draft that was written on another device. */
  async load() {
    const answer = await this.ask("GET");
    const draft = await answer?.json().catch(() => null);
    if (this.newer(this.answer, draft)) this.take({ ...draft, stored: draft.version });
    this.paint();
  }

  /** Whether the server's draft is newer than what is stored here, as from another device. */
  newer(here, draft) {
    if (!draft || this.data.kept.includes(draft.id)) return false;
    if (!here) return true;
    return here.id === draft.id
      ? draft.version > here.version
      : !here.sent && here.stored === here.version;
  }

  look() {
    const { answer, data } = this;
    if (answer && data.kept.includes(answer.id)) this.drop("Your answer is kept.");
    else if (answer?.sent && performance.now() - this.sentAt >= AGAIN) this.tell();
    else if (answer?.sent && this.sentAt === undefined) this.tell();
    this.paint();
  }

  // --- what the candidate does ---

  typed() {
    const text = this.text.value;
    if (!text && !this.answer) return;
    const { id = newId(), asking = this.data.asking, version = 0, stored = 0 } = this.answer ?? {};
    this.answer = { id, asking, text, version: version + 1, sent: false, stored, at: Date.now() };
    this.said = "";
    write(this.place, this.answer);
    clearTimeout(this.pause);
    this.pause = setTimeout(() => this.draft(), PAUSE);
    this.paint();
  }

  send_() {
    const { answer, data } = this;
    if (!answer || answer.sent || !answer.text.trim() || this.over) return;
    Object.assign(answer, { sent: true, asking: data.asking, at: Date.now() });
    this.since = performance.now();
    this.said = "";
    write(this.place, answer);
    this.draft();
    this.tell();
    this.paint();
  }

  /** Edit an answer that was sent and is not kept yet: it becomes a new answer. */
  takeBack() {
    const { text } = this.answer;
    this.answer = { ...this.answer, id: newId(), text, version: 1, stored: 0, sent: false };
    this.report("answer", null);
    write(this.place, this.answer);
    this.paint();
    this.text.focus();
  }

  drop(said) {
    if (this.answer?.sent) this.report("answer", null);
    else if (this.answer) this.draft({ ...this.answer, text: "", version: this.answer.version + 1 });
    clearTimeout(this.pause);
    this.answer = this.sentAt = this.since = this.tries = undefined;
    this.text.value = "";
    this.said = said;
    write(this.place, null);
    this.paint();
  }

  // --- to the server ---

  tell() {
    this.sentAt = performance.now();
    this.since ??= this.sentAt;
    this.tries = (this.tries ?? 0) + 1;
    const { id, asking, text } = this.answer;
    this.report("answer", { id, asking, text, tries: this.tries });
  }

  async draft(answer = this.answer) {
    if (!answer || (answer.stored === answer.version)) return;
    const { id, asking, text, version } = answer;
    const taken = await this.ask("POST", JSON.stringify({ id, asking, text, version }));
    if (!taken) this.pause = setTimeout(() => this.draft(), AGAIN);
    if (!taken || this.answer?.id !== id) return;
    this.answer.stored = Math.max(this.answer.stored ?? 0, version);
    write(this.place, this.answer);
  }

  /** Ask the route of drafts; undefined while the server is away. */
  async ask(method, body) {
    try {
      const answer = await fetch(new URL(this.data.route, document.baseURI), {
        method,
        body,
        headers: { Authorization: `Bearer ${this.data.link}`, "Content-Type": "application/json" },
        keepalive: Boolean(body && body.length < 20_000), // outlives the page; browsers limit its size
      });
      return answer.ok ? answer : undefined;
    } catch {
      return undefined;
    }
  }

  // --- what is shown ---

  get over() {
    return characters(this.text.value) > this.data.most;
  }

  paint() {
    const { answer, data } = this;
    const sending = Boolean(answer?.sent);
    const waits = sending && performance.now() - this.since >= LATE;
    const earlier = Boolean(answer && !sending && answer.text && answer.asking !== data.asking);
    this.text.readOnly = sending;
    this.send.ariaDisabled = String(sending || this.over); // not `disabled`, which would lose the focus
    this.change.hidden = !waits;
    this.clear.hidden = this.about.hidden = !earlier;
    this.put(this.about, earlier ? data.words.earlier : "");
    const length = characters(this.text.value);
    const told = length >= NEAR * data.most ? `${length.toLocaleString("en")} of ${data.most.toLocaleString("en")} characters` : "";
    this.put(this.count, this.over ? `${told}: please shorten it to send it` : told);
    this.count.classList.toggle("over", this.over);
    const { sent, late } = data.words;
    this.put(this.status, sending ? (waits ? late : sent) : (this.said ?? ""));
  }

  put(element, words) {
    if (element.textContent !== words) element.textContent = words;
  }

  end() {
    this.draft();
    clearInterval(this.timer);
    document.removeEventListener("visibilitychange", this.onHide);
    removeEventListener("pagehide", this.onHide);
  }
}

/** Ask for the room again and again until it opens, as a restarting server may miss one; then stop. */
function comesBack(root, interview, tell) {
  if (returning.has(root) || !tab.writing(interview)) return undefined;
  let tries = 0;
  const ask = () => {
    tries += 1;
    if (tries > TRIES) stop();
    else tell("back", true);
  };
  const stop = () => {
    clearInterval(timer);
    tab.leave(interview);
  };
  const timer = setInterval(ask, AGAIN);
  returning.add(root);
  ask();
  return () => {
    clearInterval(timer);
    returning.delete(root);
  };
}

/** What to do where no box is shown; see stored_answer_task in browser_components.py. */
const TASKS = {
  over: (root, { interview }) => write(PLACE + interview, null),
  speaking: (root, { interview }) => tab.leave(interview),
  returning: (root, { interview }, tell) => comesBack(root, interview, tell),
};

export default function ({ parentElement: root, data, setStateValue, setTriggerValue }) {
  if (data.task) {
    return TASKS[data.task](root, data, setTriggerValue);
  }
  tab.write(data.interview);
  const known = boxes.get(root);
  const box = known ?? new Box(root);
  box.report = setStateValue;
  if (known) box.data = data;
  else {
    boxes.set(root, box);
    box.begin(data);
  }
  box.look();
  return () => {
    box.end();
    boxes.delete(root);
  };
}
