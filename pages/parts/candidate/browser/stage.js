// Shows the live room. Elements stay and only their text changes, so that focus, scrolling and
// screen readers are not disturbed twice a second.
const stages = new WeakMap();
// pages/server/outage.js tells that the server is away, and that it is back.
const EVENTS = ["rolecall-away", "rolecall-back"];
const AWAY = { state: "reconnecting", words: "Waiting for our server: you are not heard just now" };

function put(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

function caption({ mine, text, partial }) {
  const item = document.createElement("li");
  const who = document.createElement("span");
  who.textContent = mine ? "You" : "Interviewer";
  item.className = [mine && "mine", partial && "partial"].filter(Boolean).join(" ");
  item.append(who, text);
  return item;
}

function captions(list, data) {
  const lines = [...data.lines];
  if (data.partial) lines.push({ mine: true, partial: true, text: `${data.partial} …` });
  const key = JSON.stringify(lines);
  if (list.dataset.key === key) return;
  list.dataset.key = key;
  list.replaceChildren(...lines.reverse().map(caption));
}

// A screen reader should not speak while the interviewer speaks.
function announcement({ state, words, typing, place, question }) {
  if (state === "speaking" || state === "working") return "";
  return typing && state === "writing" ? `${place}. ${question} ${words}` : words;
}

// CSS of the page cannot read the theme's colours: they are copied to it here.
function paint(root) {
  const theme = getComputedStyle(root.host ?? root);
  for (const name of ["background-color", "border-color"]) {
    document.documentElement.style.setProperty("--rc-" + name, theme.getPropertyValue("--st-" + name));
  }
}

function draw(root, data) {
  const $ = (id) => root.querySelector("#" + id);
  for (const id of ["about", "time", "place", "question", "words"]) put($(id), data[id]);
  put($("announcement"), announcement(data));
  Object.assign(root.querySelector(".stage").dataset, { state: data.state, typing: data.typing });
  root.querySelector(".progress > div").style.width = `${Math.round(data.share * 100)}%`;
  const meter = $("meter");
  $("you").hidden = data.level === null;
  meter.setAttribute("aria-valuenow", Math.round((data.level || 0) * 100));
  meter.firstElementChild.style.transform = `scaleX(${data.level || 0})`;
  $("captions").hidden = !data.captions || !(data.lines.length || data.partial);
  captions(root.querySelector("ol"), data);
}

class Stage {
  constructor(root) {
    this.root = root;
    this.away = false;
    this.turn = ({ type }) => {
      this.away = type === EVENTS[0];
      this.draw();
    };
    for (const type of EVENTS) addEventListener(type, this.turn);
  }

  draw() {
    draw(this.root, this.away && !this.data.typing ? { ...this.data, ...AWAY } : this.data);
  }

  end() {
    for (const type of EVENTS) removeEventListener(type, this.turn);
  }
}

export default function (component) {
  const { parentElement: root, data } = component;
  const known = stages.get(root);
  const stage = known ?? new Stage(root);
  stages.set(root, stage);
  stage.data = data;
  stage.draw();
  paint(root);
  if (!known) root.querySelector("#question").focus({ preventScroll: true });
  return () => {
    stage.end();
    stages.delete(root);
  };
}
