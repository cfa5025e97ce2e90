const turnOf = (node) => node.closest('[data-turn]')?.dataset.turn;
const composer = () => document.querySelector('#gg-composer textarea');
const said = () => element.querySelector('.gg-thread');
let pressed = null;

const reveal = (turn, number) => {
  const inline = element.querySelector(`article[data-turn="${turn}"] .gg-inline-sources`);
  const panel = document.querySelector(`#gg-panel [data-source="${number}"]`);
  const beside = panel && panel.offsetParent !== null;
  if (!beside && inline) inline.open = true;
  const target = beside ? panel : inline?.querySelector(`[data-source="${number}"]`);
  if (!target) return;
  document.querySelectorAll('.gg-source.gg-lit').forEach((lit) => lit.classList.remove('gg-lit'));
  target.classList.add('gg-lit');
  target.scrollIntoView({ block: 'nearest' });
  target.focus({ preventScroll: true });
};

const copy = async (button) => {
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
  } catch {
    const area = document.createElement('textarea');
    area.value = button.dataset.copy;
    document.body.append(area);
    area.select();
    document.execCommand('copy');
    area.remove();
    button.focus();
  }
  button.classList.add('gg-done');
  button.setAttribute('aria-label', button.dataset.done);
};

const download = async (button) => {
  const told = button.parentElement.querySelector('.gg-told');
  const { language, turns } = JSON.parse(said().dataset.conversation);
  told.textContent = '';
  try {
    const reply = await fetch('exports', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ format: button.dataset.export, language, turns: turns.map(({ id, question }) => ({ id, question })) }),
    });
    if (!reply.ok) throw new Error(reply.status);
    const named = /filename="([^"]+)"/.exec(reply.headers.get('Content-Disposition') ?? '');
    const link = document.createElement('a');
    link.href = URL.createObjectURL(await reply.blob());
    link.download = named?.[1] ?? `goglobal.${button.dataset.export}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  } catch {
    told.textContent = button.parentElement.dataset.failed;
    document.dispatchEvent(new CustomEvent('gg-unreachable'));
  }
};

let beside = null; // the turn whose sources the panel shows
const cite = (button) => {
  const turn = turnOf(button);
  const last = [...element.querySelectorAll('article[data-turn]')].pop()?.dataset.turn;
  const wait = turn === (beside ?? last) ? 0 : 250;
  if (wait) trigger('show', { turn });
  beside = turn;
  pressed = button;
  setTimeout(() => reveal(turn, button.dataset.cite), wait);
};

let pressedAt = 0;
const askOnce = (text) => {
  const now = Date.now();
  if (element.querySelector('.gg-busy') || now - pressedAt < 1000) return;
  pressedAt = now;
  trigger('ask', { text });
};

element.addEventListener('click', (event) => {
  const target = event.target.closest('button');
  if (!target) return;
  const { ask, copy: copied, rate, cite: cited, edit, export: format } = target.dataset;
  if (ask) askOnce(ask);
  else if (copied) copy(target);
  else if (format) download(target);
  else if (rate) trigger('rate', { turn: turnOf(target), verdict: rate, comment: '' });
  else if (cited) cite(target);
  else if (edit !== undefined) {
    trigger('edit', { turn: edit });
    composer()?.focus();
  }
});
element.addEventListener('submit', (event) => {
  event.preventDefault();
  const comment = event.target.elements.comment.value.trim();
  trigger('rate', { turn: turnOf(event.target), verdict: 'down', comment: comment || ' ' });
});
const back = (event) => {
  if (event.type === 'keydown' && (event.key !== 'Escape' || !event.target.closest('.gg-source'))) return;
  pressed?.isConnected && pressed.focus();
};
element.addEventListener('keydown', back);
document.addEventListener('gg-back', back);

document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && event.target === composer() && said()?.querySelector('.gg-editing')) {
    trigger('edit', { turn: '' });
  }
});

let restored = false;
// What is typed and not sent survives a reload and a restart of the server.
document.addEventListener('input', (event) => {
  if (event.target !== composer()) return;
  restored = true; // the visitor was quicker than what would be put back
  kept.write('sessionStorage', 'gg-draft', event.target.value);
});
const restoreDraft = () => {
  restored = true;
  const draft = kept.read('sessionStorage', 'gg-draft');
  const field = composer();
  if (!draft || !field || field.value) return;
  field.value = draft;
  field.dispatchEvent(new Event('input', { bubbles: true }));
};

let asked = 0;
let announced = '';
let moved = false; // whether the visitor has scrolled since the last question
let editing = false;
let awaited = false; // whether an answer has been on its way since the last one was complete
for (const how of ['wheel', 'touchmove']) document.addEventListener(how, () => { moved = true; }, { passive: true });

const bringUp = (node, block) => {
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  node?.scrollIntoView({ behavior: calm ? 'auto' : 'smooth', block });
};

let stay = null; // where to be again once the page stands in another language
document.addEventListener('gg-stay', (event) => { stay = event.detail; });

const announce = (thread) => {
  const live = document.getElementById('gg-live');
  if (thread.dataset.announced === announced) return;
  announced = thread.dataset.announced;
  if (live) live.textContent = announced;
};

const follow = () => {
  const thread = said();
  const busy = thread?.dataset.done === 'no';
  if (thread) {
    announce(thread);
    kept.save(JSON.parse(thread.dataset.conversation));
  }
  if (restored && !busy && composer()?.value === '') kept.remove('sessionStorage', 'gg-draft');
  const questions = element.querySelectorAll('.gg-question');
  const last = questions[questions.length - 1];
  const edited = element.querySelector('.gg-editing');
  if (edited && !editing) bringUp(edited, 'center');
  editing = edited !== null;
  if (questions.length !== asked) {
    asked = questions.length;
    beside = null;
    moved = false;
    bringUp(last, 'start');
    if (document.activeElement === document.body) last?.focus({ preventScroll: true }); // its button is gone
  } else if (!busy && awaited && !moved) bringUp(last, 'start'); // there is room for it now
  awaited = busy;
  if (stay !== null) setTimeout((height) => window.scrollTo(0, height), 50, stay);
  stay = null;
};
watch('value', follow);
setTimeout(() => restored || restoreDraft(), 500);
document.addEventListener('gg-reachable', restoreDraft);
