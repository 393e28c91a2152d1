// Adding files from the page: drop or choose, then progress as it is told by the server.
const token = document.body.dataset.token, slug = document.body.dataset.slug;
const drop = document.getElementById("drop"), box = document.getElementById("progress");
const send = (path, options = {}) => fetch(`/case/${slug}/${path}`, { ...options, headers: { "X-Sayso-Token": token, ...options.headers } });
function show(told) {
  if (!box || told.stage === "none") return;
  box.hidden = false;
  const busy = ["waiting", "reading", "joining", "sending"].includes(told.stage);
  const where = told.total ? ` ${told.done} of ${told.total}` : "";
  const end = `${told.added ?? 0} added, ${told.known ?? 0} already there, ${(told.refused || []).length} refused`;
  box.querySelector(".stage").textContent = (busy ? `${told.stage}${where} ${told.now || ""}` : `${told.stage}: ${told.message || end}`) + ` (${Math.round(told.seconds || 0)} s)`;
  const bar = box.querySelector("progress");
  bar.max = told.total || 1;
  bar.value = told.stage === "joining" || !busy ? bar.max : told.done;
  box.querySelector("#cancel").hidden = !busy;
  box.querySelector(".refused").replaceChildren(...(told.refused || []).map((problem) => {
    const item = document.createElement("li");
    item.textContent = `${problem.where}: ${problem.message}`;
    return item;
  }));
  if (!busy) box.dataset.ended = "1";
}
function listen() {
  const events = new EventSource(`/case/${slug}/events`);
  let ended = false;
  events.onmessage = (event) => {
    const told = JSON.parse(event.data);
    show(told);
    if (!["waiting", "reading", "joining"].includes(told.stage)) { ended = true; events.close(); }
  };
  events.onerror = () => { events.close(); if (!ended) poll(); };
}
async function poll() {
  const told = await (await fetch(`/case/${slug}/progress`)).json();
  show(told);
  if (["waiting", "reading", "joining"].includes(told.stage)) setTimeout(poll, 1000);
}
async function add(files) {
  let number = 0;
  for (const file of files) {
    show({ stage: "sending", done: number++, total: files.length, now: file.name });
    const answer = await send("upload", { method: "PUT", body: file, headers: { "X-Name": encodeURIComponent(file.name) } });
    if (!answer.ok) return show({ stage: "failed", message: `${file.name}: ${await answer.text()}` });
  }
  const answer = await send("add", { method: "POST" });
  answer.ok ? listen() : show({ stage: "failed", message: await answer.text() });
}
if (drop) {
  for (const kind of ["dragover", "dragleave", "drop"]) {
    drop.addEventListener(kind, (event) => { event.preventDefault(); drop.classList.toggle("over", kind === "dragover"); });
  }
  drop.addEventListener("drop", (event) => add([...event.dataTransfer.files]));
  document.getElementById("files").addEventListener("change", (event) => add([...event.target.files]));
  document.getElementById("cancel").addEventListener("click", () => send("cancel", { method: "POST" }));
  if (!box.hidden) listen();
}
for (const field of document.querySelectorAll("[data-keep]")) {
  try { field.value = localStorage.getItem("sayso-name") || ""; } catch { /* no storage */ }
  field.addEventListener("change", () => { try { localStorage.setItem("sayso-name", field.value); } catch { /* no storage */ } });
}
