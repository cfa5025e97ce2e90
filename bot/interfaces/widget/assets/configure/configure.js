// The tag for the options as they stand, and the widget that it makes.
const CONFIG = JSON.parse(document.getElementById("config").textContent);
const part = (id) => document.getElementById(id);
const PREVIEW = "#goglobal"; // where this page shows a widget that stands inside an element
const SETTLED = 300; // ms without a change before the preview is made anew
let preview = null;
let waiting = 0;

function chosen() {
  const isInline = part("place").value === "inline";
  const topics = [...document.querySelectorAll("#topics input:checked")].map((one) => one.value);
  const lines = part("questions").value.split("\n").map((one) => one.trim()).filter(Boolean);
  const isReadable = contrast(part("accent").value, PAPER) >= READABLE;
  const data = {
    lang: part("lang").value,
    position: part("place").value === "left" ? "left" : "",
    target: isInline ? part("target").value.trim() || PREVIEW : "",
    theme: part("theme").value === "auto" ? "" : part("theme").value,
    accent: isReadable && part("accent").value !== part("accent").defaultValue ? part("accent").value : "",
    title: part("name").value.trim(),
    greeting: part("hello").value.trim(),
    questions: lines.slice(0, 6).join("|"),
    topics: topics.join(","),
  };
  part("accent-told").hidden = isReadable;
  return Object.entries(data).filter(([, value]) => value);
}

function quoted(value) {
  return value.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;");
}

function show() {
  const data = chosen();
  const isInline = part("place").value === "inline";
  part("target-row").hidden = !isInline;
  part("floating").hidden = isInline;
  const attributes = data.map(([key, value]) => ` data-${key}="${quoted(value)}"`).join("");
  part("tag").textContent = `<script src="${location.origin}/widget.js"${attributes} defer></script>`;
  part("copied").textContent = "";
  clearTimeout(waiting);
  waiting = setTimeout(() => build(data), SETTLED);
}

function build(data) {
  window.GoGlobal?.destroy();
  preview?.remove();
  preview = document.createElement("script");
  preview.src = "/widget.js";
  for (const [key, value] of data) preview.dataset[key] = key === "target" ? PREVIEW : value;
  preview.dataset.lang ||= CONFIG.language;
  document.head.append(preview);
}

async function copy() {
  try {
    await navigator.clipboard.writeText(part("tag").textContent);
    part("copied").textContent = CONFIG.words.configure_copied;
  } catch {
    getSelection().selectAllChildren(part("tag")); // where the browser does not let a page copy, the reader can
  }
}

async function offerTopics() {
  const response = await fetch(`/api/topics?language=${CONFIG.language}`);
  if (!response.ok) return;
  for (const { id, title } of await response.json()) {
    const box = Object.assign(document.createElement("input"), { type: "checkbox", value: id });
    const label = document.createElement("label");
    label.append(box, title);
    part("topics").append(label);
  }
}

part("options").addEventListener("input", show);
part("options").addEventListener("submit", (event) => event.preventDefault());
part("copy").addEventListener("click", copy);
part("policy").textContent = `script-src ${location.origin}; frame-src ${location.origin}`;
show();
offerTopics();
