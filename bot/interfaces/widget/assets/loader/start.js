// `window.GoGlobal` speaks to the first widget of the page, `GoGlobal.widget(name)` to any; destroy() removes all.
const PASSED_ON = ["question", "answer", "error", "rating", "language"];
const METHODS = ["open", "close", "toggle", "ask", "setLanguage", "on", "destroy"];
const SHARED = Symbol.for("goglobal.widgets"); // several tags load this file several times

function handle(find) {
  return Object.fromEntries(METHODS.map((method) => [method, (...given) => find()?.[method](...given)]));
}

function publish(widgets) {
  const widget = (name) => {
    const found = widgets.find((one) => one.options.name === name);
    return found && Object.freeze(handle(() => found));
  };
  const destroy = () => [...widgets].forEach((one) => one.destroy());
  const value = Object.freeze({ version: VERSION, ...handle(() => widgets[0]), widget, destroy });
  Object.defineProperty(window, "GoGlobal", { value, configurable: true });
}

function start(script) {
  const options = readOptions(script.dataset);
  const widgets = (window[SHARED] ??= []);
  options.name ||= widgets.length ? `widget-${widgets.length + 1}` : "widget";
  if (widgets.some((one) => one.options.name === options.name)) {
    return note(`there is a widget "${options.name}" already; give the other a data-name.`);
  }
  widgets.push(new Widget(options, widgets));
  if (!Object.hasOwn(window, "GoGlobal")) publish(widgets);
}

const SCRIPT = document.currentScript ?? [...document.querySelectorAll('script[src*="/widget.js"]')].pop();
const ORIGIN = new URL(SCRIPT.src).origin;
if (SCRIPT.isConnected) start(SCRIPT); // a tag that was taken away again wants no widget
