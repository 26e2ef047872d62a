// Loaded by redirect.py. Opens another address of this site; with a POST form if there are fields.
export default function ({ data }) {
  if (!data.fields) {
    location.replace(data.path);
    return;
  }
  const form = Object.assign(document.createElement("form"), { method: "post", action: data.path });
  for (const [name, value] of Object.entries(data.fields)) {
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
  }
  document.body.append(form);
  form.submit();
}
