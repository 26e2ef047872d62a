// Keeps what is typed into the fields of a form in this browser tab (sessionStorage), from the
// first letter on, and hands it back when the page has forgotten it: after a reload, an outage,
// a server that was ended. What the page knows already and what is saved is kept no longer.
//
// A record {id, values} lies under the form's place. Its id is that of the form as it was opened:
// a page that shows the same form under another id has forgotten it, and takes over both.
const AGAIN = 2_000; // ms until values that were handed back and not taken are offered again
const instances = new WeakMap();

function read(place) {
  try {
    return JSON.parse(sessionStorage.getItem(place));
  } catch {
    return null; // no storage here, or not ours: then nothing is kept
  }
}

function write(place, record) {
  try {
    if (record) sessionStorage.setItem(place, JSON.stringify(record));
    else sessionStorage.removeItem(place);
  } catch {
    // Storage is full or switched off: the page works as it would without.
  }
}

const same = (one, other) => JSON.stringify(one ?? "") === JSON.stringify(other ?? "");

class Keeper {
  constructor() {
    this.typed = {}; // what the page does not know yet
    this.offered = 0;
    this.listener = (event) => this.take(event.composedPath()[0]);
    document.addEventListener("input", this.listener, true);
    this.timer = setInterval(() => this.look(), AGAIN);
  }

  take(input) {
    for (const [field, name] of Object.entries(this.data.fields)) {
      if (!input.closest?.(`.st-key-${name}`)) continue;
      this.typed[field] = input.value;
      this.look();
    }
  }

  look() {
    const { place, id, done, values, saved, along } = this.data;
    const record = read(place);
    if (record && record.id !== id && !done.includes(record.id)) {
      this.offer(record);
      return;
    }
    for (const field of Object.keys(this.typed)) {
      if (same(this.typed[field], values[field])) delete this.typed[field];
    }
    const entries = Object.entries({ ...values, ...this.typed });
    const changed = entries.filter(([field, value]) => !same(value, saved[field]));
    const kept = { ...Object.fromEntries(changed), ...along };
    write(place, changed.length ? { id, values: kept } : null);
  }

  offer(record) {
    if (performance.now() - this.offered < AGAIN && this.offered) return;
    this.offered = performance.now();
    // What was typed since the page forgot is newer than what was kept before.
    const values = { ...record.values, ...this.typed };
    this.tell("found", { ...record, values });
  }

  end() {
    document.removeEventListener("input", this.listener, true);
    clearInterval(this.timer);
  }
}

function forget({ forget: ids, owner }) {
  for (const place of Object.keys(sessionStorage)) {
    if (!place.startsWith("rolecall/")) continue;
    const [, whose] = place.split("/");
    if (ids.includes(read(place)?.id) || (owner && whose && whose !== owner)) write(place, null);
  }
}

/** After an outage (see outage.js) the page runs anew: the server may have forgotten it. */
function runAnew(parentElement, tell) {
  if (instances.has(parentElement)) return undefined;
  const back = () => tell("found", {});
  instances.set(parentElement, back);
  addEventListener("rolecall-back", back);
  return () => {
    removeEventListener("rolecall-back", back);
    instances.delete(parentElement);
  };
}

export default function ({ parentElement, data, setTriggerValue }) {
  if (data.forget) {
    try {
      forget(data);
    } catch {
      // No storage: nothing to forget.
    }
    return runAnew(parentElement, setTriggerValue);
  }
  if (!instances.has(parentElement)) instances.set(parentElement, new Keeper());
  const keeper = instances.get(parentElement);
  Object.assign(keeper, { data, tell: setTriggerValue });
  keeper.look();
  return () => {
    keeper.end();
    instances.delete(parentElement);
  };
}
