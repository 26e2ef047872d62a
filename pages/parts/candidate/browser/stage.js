// Shows the live room. Elements stay and only their text changes, so that focus, scrolling and
// screen readers are not disturbed twice a second.
const shown = new WeakMap();

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

export default function (component) {
  const { parentElement: root, data } = component;
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
  paint(root);
  if (!shown.has(root)) {
    shown.set(root, true);
    $("question").focus({ preventScroll: true });
  }
  return () => shown.delete(root);
}
