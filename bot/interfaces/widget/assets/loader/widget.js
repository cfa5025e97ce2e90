// One widget: its button, its panel, and the messages between this page and the panel.
const SMALL = matchMedia("(max-width: 480px), (max-height: 480px)"); // the panel then takes the whole screen
const PATIENCE = 2000; // ms that a loaded panel may take to say that it is ready
const SANDBOX = "allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox";

class Widget {
  constructor(options, peers) {
    this.options = options;
    this.peers = peers;
    this.heard = new Map();
    this.waiting = [];
    const level = peers.filter((one) => one.isFloating && one.options.position === options.position).length;
    Object.assign(this, build(options, level));
    this.leave = new AbortController();
    const { signal } = this.leave;
    this.button.addEventListener("click", () => this.toggle(), { signal });
    this.root.addEventListener("keydown", (event) => event.key === "Escape" && this.close(), { signal });
    window.addEventListener("message", (event) => this.receive(event), { signal });
    SMALL.addEventListener("change", () => this.cover(), { signal });
    this.observer = new MutationObserver(() => this.attach());
    this.observer.observe(document, { childList: true, subtree: true });
    this.name();
    this.attach();
  }

  get isFloating() {
    return !this.options.target;
  }

  get isOpen() {
    return !this.panel.hidden;
  }

  // Beside the body, not in it: a page that swaps its body, or moves it, leaves the widget where it is.
  attach() {
    if (this.host.isConnected) return;
    const place = this.isFloating ? document.documentElement : document.querySelector(this.options.target);
    if (!place) return;
    if (this.frame) this.unload();
    place.append(this.host);
    if (this.isOpen) this.load();
  }

  name() {
    const words = WORDS[this.options.language];
    this.label.textContent = words.launch;
    this.button.title = words.launch;
    this.panel.setAttribute("aria-label", this.options.title || words.title);
    if (this.frame) this.frame.title = this.options.title || words.title;
    this.box.lang = this.options.language;
  }

  load() {
    this.frame = make("iframe", { src: `${ORIGIN}/widget?lang=${this.options.language}#${location.origin}` });
    this.frame.setAttribute("sandbox", SANDBOX);
    this.frame.referrerPolicy = "strict-origin";
    this.frame.addEventListener("load", () => setTimeout(() => this.isReady || this.apologise(), PATIENCE));
    this.panel.replaceChildren(this.frame);
    this.name();
  }

  unload() {
    this.frame = null;
    this.isReady = false;
    this.panel.replaceChildren();
  }

  // Also where the browser refused the panel, because this site is not among those that may embed it.
  apologise() {
    if (!this.frame || this.isReady) return;
    note(`no panel from ${ORIGIN}. Is ${location.origin} in its GOGLOBAL_ALLOWED_ORIGINS?`);
    const words = WORDS[this.options.language];
    const link = make("a", { href: ORIGIN, target: "_blank", rel: "noopener", textContent: words.elsewhere });
    const close = make("button", { type: "button", className: "plain", textContent: words.close });
    close.addEventListener("click", () => this.close());
    this.unload();
    this.panel.append(make("div", { className: "sorry" }, make("p", { textContent: words.unreachable }), link, close));
    link.focus();
  }

  open() {
    if (this.isOpen || this.isGone) return;
    for (const one of this.peers) if (this.isFloating && one.isFloating) one.close();
    this.before = document.activeElement;
    this.panel.hidden = false;
    this.box.classList.add("open");
    this.host.toggleAttribute("data-open", true);
    this.button.setAttribute("aria-expanded", "true");
    this.cover();
    if (this.frame) this.send("open");
    else this.load();
    this.frame.focus();
    this.tell("open");
  }

  close() {
    if (!this.isOpen) return;
    const isWithin = document.activeElement === this.host;
    this.panel.hidden = true;
    this.box.classList.remove("open");
    this.host.toggleAttribute("data-open", false);
    this.button.setAttribute("aria-expanded", "false");
    this.cover();
    if (!this.frame) this.panel.replaceChildren();
    if (isWithin) this.giveBack();
    this.tell("close");
  }

  giveBack() {
    const { before } = this;
    const isOther = before?.isConnected && before !== this.host && before !== document.body;
    (isOther ? before : this.button).focus();
  }

  toggle() {
    if (this.isOpen) this.close();
    else this.open();
  }

  // A panel over the whole screen must not leave the focus behind itself.
  cover() {
    const covers = this.isOpen && this.isFloating && SMALL.matches;
    if (covers !== Boolean(this.covered)) {
      if (covers && document.body && !document.body.inert) this.covered = document.body;
      if (this.covered) this.covered.inert = covers;
      if (!covers) this.covered = null;
    }
  }

  ask(text) {
    const question = String(text ?? "").trim();
    if (!question) return note("ask() wants a question; it was empty.");
    this.open();
    this.send("ask", { question });
  }

  setLanguage(language) {
    if (!LANGUAGES.includes(language)) {
      return note(`language "${language}" is not used; it can be ${LANGUAGES.join(", ")}.`);
    }
    this.options.language = language;
    this.name();
    if (this.frame) this.send("language", { language });
  }

  on(event, listener) {
    if (!this.heard.has(event)) this.heard.set(event, new Set());
    this.heard.get(event).add(listener);
    return () => this.heard.get(event)?.delete(listener);
  }

  tell(event, detail = {}) {
    for (const listener of this.heard.get(event) ?? []) {
      try {
        listener({ event, widget: this.options.name, ...detail });
      } catch (error) {
        setTimeout(() => { throw error; }); // the page's own fault is reported as its own
      }
    }
  }

  send(type, detail = {}) {
    if (!this.isReady) this.waiting.push([type, detail]);
    else this.frame.contentWindow.postMessage({ goglobal: VERSION, type, ...detail }, ORIGIN);
  }

  receive({ source, origin, data }) {
    if (!this.frame || source !== this.frame.contentWindow || origin !== ORIGIN || data?.goglobal !== VERSION) return;
    if (data.type === "ready") this.begin();
    if (data.type === "close") this.close();
    if (data.type === "event" && PASSED_ON.includes(data.event)) this.pass(data.event, Object(data.detail));
  }

  begin() {
    this.isReady = true;
    this.send("init", { options: this.options, isOpen: this.isOpen });
    for (const [type, detail] of this.waiting.splice(0)) this.send(type, detail);
    this.tell("ready");
  }

  pass(event, detail) {
    if (event === "language" && LANGUAGES.includes(detail.language)) {
      this.options.language = detail.language;
      this.name();
    }
    this.tell(event, detail);
  }

  destroy() {
    this.close();
    this.isGone = true;
    this.leave.abort();
    this.observer.disconnect();
    this.host.remove();
    this.peers.splice(this.peers.indexOf(this), 1);
    if (!this.peers.length) delete window.GoGlobal;
  }
}
