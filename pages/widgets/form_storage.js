// Loaded by form_storage.py. Stores what is typed into a form in sessionStorage, from the first
// letter on, and sends it back when the page has lost it: after a reload, an outage or a restart.
// What is saved is no longer stored.
//
// The form's key in the storage holds {id, values}. The id is that of the opened form: a page that
// shows the same form under another id has lost it, and takes over both.
const AGAIN = 2_000; // ms until stored values that the page did not take are sent again
const instances = new WeakMap();

function read(place) {
  try {
    return JSON.parse(sessionStorage.getItem(place));
  } catch {
    return null; // no storage, or not ours: then nothing is stored
  }
}

function write(place, record) {
  try {
    if (record) sessionStorage.setItem(place, JSON.stringify(record));
    else sessionStorage.removeItem(place);
  } catch {
    // Storage is full or turned off: the page works without it.
  }
}

const same = (one, other) => JSON.stringify(one ?? "") === JSON.stringify(other ?? "");

class FormStorage {
  constructor() {
    this.typed = {}; // by field; what the page does not have yet
    this.offered = 0;
    this.listener = (event) => this.take(event.composedPath()[0]);
    document.addEventListener("input", this.listener, true);
    this.timer = setInterval(() => this.look(), AGAIN);
  }

  update(data, tell) {
    // What was typed belongs to the form that was open; once that is saved, so is this.
    const before = this.data?.id;
    if (before !== data.id && data.done.includes(before)) this.typed = {};
    Object.assign(this, { data, tell });
    this.look();
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
    // What was typed since the page lost the form is newer than what is stored.
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

/** After an outage (see outage.js) rerun the page: the server may have lost its state. */
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
      // No storage: nothing to clear.
    }
    return runAnew(parentElement, setTriggerValue);
  }
  if (!instances.has(parentElement)) instances.set(parentElement, new FormStorage());
  const storage = instances.get(parentElement);
  storage.update(data, setTriggerValue);
  return () => {
    storage.end();
    instances.delete(parentElement);
  };
}
