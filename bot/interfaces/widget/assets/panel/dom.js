// Elements made by methods alone: text from outside is text, and an address becomes a link only if it is one.
function make(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key in made && !key.startsWith("aria")) made[key] = value;
    else made.setAttribute(key, value);
  }
  made.append(...children.filter((child) => child !== null && child !== ""));
  return made;
}

function icon(name) {
  return document.getElementById(`icon-${name}`).content.firstElementChild.cloneNode(true);
}

function action(name, label, properties = {}) {
  const tag = properties.href ? "a" : "button";
  return make(tag, { className: "action", title: label, "aria-label": label, ...properties }, icon(name));
}

function isWebAddress(url) {
  try {
    return ["http:", "https:"].includes(new URL(url).protocol);
  } catch {
    return false;
  }
}

// A link to another host, told to be one; the bare text where the address is none.
function outward(language, url, text) {
  if (!isWebAddress(url)) return text;
  const told = make("span", { className: "hidden" }, ` (${say(language, "new_tab")})`);
  return make("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, text, told, icon("out"));
}

function asks(questions, ask) {
  return questions.map((question) =>
    make("button", { type: "button", className: "ask", onclick: () => ask(question) }, question),
  );
}
