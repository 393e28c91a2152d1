// The page works without this script. It adds the panel, the slider, filters in a file, and keys.
// It computes no result: it shows, hides and moves what was written into the page, and counts rows it leaves.
const root = document.documentElement, body = document.body, main = document.getElementById("main");
const inFile = body.dataset.form === "file";
const panel = document.getElementById("panel");
const all = (query, from = document) => [...from.querySelectorAll(query)];
root.classList.add("js");
root.dataset.form = body.dataset.form;
let opener = null;

// --- theme, link, keys ---
try { const kept = localStorage.getItem("sayso-theme"); if (kept) root.dataset.theme = kept; } catch { /* no storage */ }
for (const button of all("[data-theme]", document.querySelector(".top"))) {
  button.hidden = false;
  button.addEventListener("click", () => {
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    try { localStorage.setItem("sayso-theme", root.dataset.theme); } catch { /* no storage */ }
  });
}
for (const button of all("[data-copy]")) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(location.href);
    button.textContent = "Copied";
    setTimeout(() => { button.textContent = "Copy link"; }, 1500);
  });
}
let keysOn = true;
try { keysOn = localStorage.getItem("sayso-keys") !== "off"; } catch { /* no storage */ }
for (const label of all("[data-keys]")) {
  label.hidden = false;
  label.firstChild.checked = keysOn;
  label.addEventListener("change", () => {
    keysOn = label.firstChild.checked;
    try { localStorage.setItem("sayso-keys", keysOn ? "on" : "off"); } catch { /* no storage */ }
  });
}
addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !panel.hidden) { closePanel(); event.preventDefault(); return; }
  if (!keysOn || event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input:not([type=range]),select,textarea")) return;
  if (/^[1-8]$/.test(event.key)) { all("nav.views > ul a")[Number(event.key) - 1]?.click(); event.preventDefault(); }
  if ((event.key === "," || event.key === ".") && slider()) { step(event.key === "." ? 1 : -1); event.preventDefault(); }
});

// --- the slider ---
const slider = () => document.querySelector(".asof input[type=range]");
const days = () => slider().dataset.list.split(" ");
function step(by) {
  const input = slider(), wanted = Math.min(Math.max(Number(input.value) + by, 0), Number(input.max));
  if (wanted !== Number(input.value)) { input.value = wanted; chooseDay(); }
}
function chooseDay() {
  const input = slider(), number = Number(input.value), last = number === Number(input.max);
  input.setAttribute("aria-valuetext", input.dataset.says.split("|")[number]);
  go({ asof: last ? null : days()[number] }, true);
}
addEventListener("change", (event) => { if (event.target === slider()) chooseDay(); });
addEventListener("input", (event) => { if (inFile && event.target === slider()) chooseDay(); });

// --- addresses: the path and query of the server, or what stands behind # in a file ---
function place() {
  const text = inFile ? decodeURI(location.hash.slice(1)) || "/overview" : location.pathname + location.search;
  const [path, query = ""] = text.split("?");
  return { path, query: new URLSearchParams(query) };
}
function go(changes, replace, path) {
  const now = place();
  for (const [key, value] of Object.entries(changes)) value ? now.query.set(key, value) : now.query.delete(key);
  if (path) now.path = path;
  const query = now.query.toString(), text = now.path + (query ? "?" + query : "");
  if (!inFile) { replace ? location.replace(text) : location.assign(text); return; }
  history[replace ? "replaceState" : "pushState"](null, "", "#" + text);
  render();
}

// --- the panel ---
const marksOf = (id, from) => (id ? all(`mark[data-w~="${CSS.escape(id)}"]`, from) : []);
function light(id, from) {
  for (const mark of all("mark.lit, .notes .lit", from)) mark.classList.remove("lit");
  for (const mark of marksOf(id, from)) mark.classList.add("lit");
  for (const note of all(`[data-n="${CSS.escape(id)}"]`, from)) note.classList.add("lit");
  return marksOf(id, from)[0];
}
async function openPanel(id) {
  if (inFile) {
    const text = marksOf(id, main)[0]?.closest("article.text");
    if (!text) return say("That passage is not in what was published by this day.");
    const copy = text.cloneNode(true);
    copy.classList.add("shown");
    for (const inner of [copy, ...all("[id]", copy)]) inner.removeAttribute("id");
    copy.removeAttribute("aria-labelledby");
    const bar = document.createElement("div");
    bar.className = "panel-bar";
    bar.innerHTML = '<a class="button" data-reader>Open the text</a> <a class="button" href="#" data-close>Close</a>';
    bar.firstChild.href = "#/reader/" + id;
    panel.replaceChildren(bar, copy);
  } else {
    const slug = body.dataset.slug, now = place();
    const day = now.query.get("asof"), view = body.dataset.view;
    const answer = await fetch(`/case/${slug}/panel/${encodeURIComponent(id)}?view=${view}` + (day ? `&asof=${day}` : ""));
    if (!answer.ok) return say(answer.status === 503 ? await answer.text() : "That passage is not in what was published by this day.");
    const inner = new DOMParser().parseFromString(await answer.text(), "text/html");
    panel.replaceChildren(...inner.body.childNodes);
  }
  panel.hidden = false;
  const first = light(id, panel);
  panel.querySelector("[data-close]").focus({ preventScroll: true });
  if (first) panel.scrollTop = first.getBoundingClientRect().top - panel.getBoundingClientRect().top - 120;
  panel.dataset.open = id;
}
function hidePanel() { panel.hidden = true; panel.replaceChildren(); delete panel.dataset.open; }
function closePanel() {
  hidePanel();
  const now = place();
  if (now.query.has("open")) { now.query.delete("open"); remember(now, true); }
  if (opener?.isConnected) opener.focus({ preventScroll: true });
  opener = null;
}
function remember(now, replace) {
  const query = now.query.toString(), text = now.path + (query ? "?" + query : "");
  history[replace ? "replaceState" : "pushState"](null, "", inFile ? "#" + text : text);
}
function say(words) {
  let notice = document.querySelector(".notice");
  if (!notice && words) {
    notice = document.createElement("p");
    notice.className = "notice";
    notice.setAttribute("role", "status");
    document.querySelector("main").prepend(notice);
  }
  if (notice) { notice.textContent = words; notice.hidden = !words; }
}
addEventListener("click", (event) => {
  const link = event.target.closest?.("a");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  if (link.dataset.close !== undefined) { event.preventDefault(); closePanel(); return; }
  const id = link.dataset.s, text = link.closest("article.text");
  if (id && text) {
    event.preventDefault();
    light(id, text)?.scrollIntoView({ block: "center" });
    return;
  }
  if (id && inFile && !link.getAttribute("href").startsWith("#")) return;
  if (id) {
    event.preventDefault();
    opener = link;
    const now = place();
    now.query.set("open", id);
    remember(now, false);
    openPanel(id);
    return;
  }
  if (inFile) follow(event, link);
});
addEventListener("popstate", () => {
  if (inFile) return render();
  const open = place().query.get("open");
  open ? openPanel(open) : hidePanel();
});

// --- what is only in a file: views, days, filters ---
function follow(event, link) {
  const href = link.getAttribute("href") || "";
  if (link.dataset.place !== undefined) { event.preventDefault(); return go({ place: link.dataset.place, open: null }, false, "/timeline"); }
  if (link.dataset.day !== undefined) { event.preventDefault(); slider().value = link.dataset.day; return chooseDay(); }
  if (!href.startsWith("#")) return; // a text in a file of its own
  event.preventDefault();
  const keep = place().query.get("asof");
  if (href.startsWith("#/")) {
    const [path, query = ""] = href.slice(1).split("?"), wanted = Object.fromEntries(new URLSearchParams(query));
    const clear = { open: null, q: null, ex: null, item: null, place: null, actor: null, src: null, contested: null };
    hidePanel();
    return go({ ...clear, ...wanted, asof: keep }, false, path);
  }
  const found = document.getElementById(href.slice(1));
  const view = found?.closest(".view");
  if (!view) return say("That is not in what was published by this day.");
  hidePanel();
  const key = { "/figures": "q", "/explanations": "ex", "/timeline": "item" }[view.id];
  const clear = { open: null, q: null, ex: null, item: null, place: null, actor: null, src: null, contested: null };
  go({ ...clear, ...(key && href.startsWith("#i-") ? { [key]: href.slice(3) } : {}) }, false, view.id);
  reveal(document.getElementById(href.slice(1)));
}
function reveal(found) {
  if (!found) return;
  if (found.matches("details")) found.open = true;
  const inner = found.querySelector(":scope > details");
  if (inner) inner.open = true;
  found.scrollIntoView({ block: "start" });
  found.querySelector("a, summary, button")?.focus({ preventScroll: true });
}
const holds = (text, day) => text.split(" ").some((part) => {
  const [from, to = from] = part.split("-");
  return from <= day && day <= Number(to) && Number(from) <= day;
});
function showDay(day, from = document) {
  for (let turn = 0, changed = true; changed && turn < 9; turn++) {
    changed = false;
    for (const node of all("[data-days]", from)) {
      const here = holds(node.dataset.days, day);
      if (node.tagName === "TEMPLATE" && here) {
        node.replaceWith(...[...node.content.cloneNode(true).children].map((child) => { child.dataset.days = node.dataset.days; return child; }));
        changed = true;
      } else if (node.tagName !== "TEMPLATE" && !here && node.isConnected) {
        const kept = document.createElement("template");
        kept.dataset.days = node.dataset.days;
        node.replaceWith(kept);
        kept.content.append(node);
        changed = true;
      }
    }
  }
}
let shownView = "", shownDay = inFile ? Number(body.dataset.day) : null;
function render() {
  const now = place();
  const [, view = "overview", item = ""] = now.path.split("/");
  const asof = now.query.get("asof"), input = slider();
  if (input) {
    const list = days();
    let day = asof ? list.reduce((best, each, n) => (each <= asof ? n : best), 0) : list.length - 1;
    if (day !== shownDay) { showDay(day); shownDay = day; slider().value = day; }
  }
  const known = document.getElementById("/" + view) ? view : "overview";
  if (known !== shownView) { shownView = known; scrollTo({ top: 0, behavior: "instant" }); }
  say(known === view ? "" : "There is no such view; this is the overview.");
  for (const section of all("main > .view")) section.classList.toggle("shown", section.id === "/" + known);
  for (const link of all("nav.views a")) link.dataset.view === known ? link.setAttribute("aria-current", "page") : link.removeAttribute("aria-current");
  if (known === "figures") showFigure(now.query.get("q"));
  if (known === "timeline") filter(now.query);
  if (known === "reader") showText(item);
  if (known === "search") search(now.query);
  const opened = { timeline: "item", explanations: "ex", figures: "q" }[known];
  if (opened && now.query.get(opened)) {
    const found = document.getElementById("i-" + now.query.get(opened));
    found ? found.matches(".figure") || reveal(found) : say("That item is not in what was published by this day.");
  }
  const open = now.query.get("open");
  if (open && panel.dataset.open !== open) openPanel(open);
  if (!open && !panel.hidden) hidePanel();
}
function showFigure(wanted) {
  const figures = all("article.figure"), found = figures.find((each) => each.dataset.figure === wanted) || figures[0];
  for (const each of figures) each.classList.toggle("shown", each === found);
  for (const tab of all("[data-q]")) tab.dataset.q === found?.dataset.figure ? tab.setAttribute("aria-current", "true") : tab.removeAttribute("aria-current");
}
function showText(item) {
  const texts = all(".texts .text");
  const marked = marksOf(item, main)[0];
  const found = marked?.closest(".text") || texts.find((each) => each.dataset.article === item) || texts[0];
  if (item && !marked && found?.dataset.article !== item) say("That text is not in what was published by this day.");
  for (const each of texts) each.classList.toggle("shown", each === found);
  for (const link of all(".articles [data-article]")) link.dataset.article === found?.dataset.article ? link.setAttribute("aria-current", "page") : link.removeAttribute("aria-current");
  if (marked) light(item, found)?.scrollIntoView({ block: "center" });
}
function search(query) {
  const section = document.getElementById("/search"), form = section.querySelector("form"), list = section.querySelector("ul");
  for (const name of ["q", "voice", "place", "day"]) form.elements[name].value = query.get(name) || "";
  const wanted = (name) => (query.get(name) || "").toLowerCase(), words = wanted("q").split(/\s+/).filter(Boolean), day = wanted("day");
  const texts = new Map(), found = [];
  for (const mark of all(".texts mark[data-w]")) {
    const said = [...mark.childNodes].map((node) => node.textContent).join("");
    for (const id of mark.dataset.w.split(" ")) texts.set(id, (texts.get(id) || "") + said);
  }
  for (const note of all(".texts [data-n]")) {
    const said = texts.get(note.dataset.n) || "", who = note.querySelector(".who").textContent;
    const suits = words.every((word) => said.toLowerCase().includes(word)) && who.toLowerCase().includes(wanted("voice")) && note.dataset.place.toLowerCase().includes(wanted("place"));
    if (suits && (!day || (note.dataset.first && note.dataset.first <= day && day <= note.dataset.last))) found.push([note.dataset.n, said, who.trim()]);
  }
  const asked = words.length || wanted("voice") || wanted("place") || day;
  section.querySelector(".told").textContent = asked ? `${found.length} found${found.length > 200 ? "; the first 200 are shown" : ""}` : "";
  list.replaceChildren(...(asked ? found.slice(0, 200) : []).map(([id, said, who]) => {
    const item = document.createElement("li"), link = document.createElement("a");
    link.href = "#/reader/" + id;
    link.dataset.s = id;
    link.className = "quote";
    link.textContent = `“${said}”`;
    item.append(link, " " + who);
    return item;
  }));
}
function filter(query) {
  const form = document.querySelector("#\\/timeline .filters");
  if (!form) return;
  const has = (row, key) => !query.get(key) || (row.dataset[key] || "").split("|").includes(query.get(key));
  let left = 0;
  for (const row of all(".rows > .row")) {
    row.hidden = !(has(row, "place") && has(row, "actor") && has(row, "src") && (!query.get("contested") || "contested" in row.dataset));
    left += !row.hidden;
  }
  for (const field of all("select", form)) {
    const wanted = query.get(field.name) || "";
    if (wanted && ![...field.options].some((option) => option.value === wanted)) field.add(new Option(wanted, wanted));
    field.value = wanted;
  }
  form.elements.contested.checked = Boolean(query.get("contested"));
  const found = form.querySelector(".found");
  found.textContent = found.textContent.replace(/^\d+/, left);
}
addEventListener("change", (event) => {
  const form = event.target.closest?.(".filters");
  if (!form || form.elements.q) return;
  if (!inFile) return form.requestSubmit();
  go(Object.fromEntries(["place", "actor", "src", "contested"].map((key) => [key, key === "contested" ? form.elements.contested.checked && "1" : form.elements[key].value])), true);
});
addEventListener("submit", (event) => {
  if (!inFile) return;
  event.preventDefault();
  if (event.target.matches("[role=search]") && event.target.elements.q) go(Object.fromEntries(new FormData(event.target)), false, "/search");
});

// --- small things of both ---
const layers = document.querySelector(".layers");
if (layers) {
  layers.hidden = false;
  layers.addEventListener("change", () => { for (const box of all("input", layers)) main.classList.toggle("no-" + box.value, !box.checked); });
}
function trace(event) {
  const node = event.target.closest?.("[data-node]")?.dataset.node, lines = document.querySelector(".lines");
  if (!lines) return;
  lines.classList.toggle("following", Boolean(node));
  for (const line of all("path", lines)) line.classList.toggle("follow", node === line.dataset.from || node === line.dataset.to);
}
for (const kind of ["mouseover", "focusin"]) addEventListener(kind, trace);
const play = document.querySelector(".play");
if (play && inFile && slider()) {
  play.hidden = false;
  let timer = 0;
  addEventListener("click", (event) => {
    if (!event.target.closest?.(".play")) return;
    if (timer) { clearInterval(timer); timer = 0; return; }
    slider().value = 0;
    chooseDay();
    timer = setInterval(() => { if (Number(slider().value) >= Number(slider().max)) { clearInterval(timer); timer = 0; } else step(1); }, 900);
  });
}
// A browser goes to the name behind # by itself, and would leave the head of the view behind.
addEventListener("load", () => requestAnimationFrame(() => { if (inFile && /^(#\/[a-z]+)?(\?|$)/.test(location.hash)) scrollTo({ top: 0, behavior: "instant" }); }));
for (const hidden of inFile ? all(".search, #\\/search") : []) hidden.hidden = false;
if (inFile) render();
else if (!panel.hidden) { const open = place().query.get("open"); if (open) panel.dataset.open = open, light(open, panel)?.scrollIntoView({ block: "center" }); }
else if (place().path.includes("/reader/")) document.querySelector("mark.lit")?.scrollIntoView({ block: "center" });
