// The elements of a widget, in a closed shadow root that no style of the page around it reaches.
const SVG = "http://www.w3.org/2000/svg";
const ICON = {
  ask: ["M12 3v13", "M12 4c5 2 7 6 7 11h-7", "M12 7c-3 1.500-5 4.500-5 8h5", "M3 19c2 1.500 4 1.500 6 0s4-1.500 6 0 4 1.500 6 0"],
  close: ["M6 6l12 12", "M18 6L6 18"],
};

function make(name, properties, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

function icon(name) {
  const drawn = document.createElementNS(SVG, "svg");
  drawn.setAttribute("viewBox", "0 0 24 24");
  drawn.setAttribute("class", name);
  drawn.setAttribute("aria-hidden", "true");
  for (const path of ICON[name]) {
    const line = document.createElementNS(SVG, "path");
    line.setAttribute("d", path);
    drawn.append(line);
  }
  return drawn;
}

function dress(root) {
  if ("adoptedStyleSheets" in root && "replaceSync" in CSSStyleSheet.prototype) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    root.adoptedStyleSheets = [sheet];
  } else {
    root.append(make("style", { textContent: STYLE })); // browsers of before 2023
  }
}

function build(options, number) {
  const host = make("div", {});
  host.setAttribute("data-goglobal", options.name);
  host.toggleAttribute("data-inline", Boolean(options.target));
  const root = host.attachShadow({ mode: "closed" });
  dress(root);
  const label = make("span", { className: "label" });
  const button = make("button", { type: "button", className: "launcher" }, icon("ask"), icon("close"), label);
  button.setAttribute("aria-expanded", "false");
  button.setAttribute("aria-controls", "panel");
  button.setAttribute("aria-haspopup", "dialog");
  const panel = make("div", { className: "panel", id: "panel", hidden: true });
  panel.setAttribute("role", "dialog");
  const box = make("div", { className: `box ${options.target ? "inline" : options.position}` }, button, panel);
  box.style.setProperty("--level", number);
  if (options.accent) box.style.setProperty("--accent", options.accent);
  root.append(box);
  return { host, root, box, button, label, panel };
}
