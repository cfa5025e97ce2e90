const turnOf = (node) => node.closest('[data-turn]')?.dataset.turn;

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
  }
  button.classList.add('gg-done');
  button.setAttribute('aria-label', button.dataset.done);
};

let shown = null;
element.addEventListener('click', (event) => {
  const target = event.target.closest('button');
  if (!target) return;
  if (target.dataset.ask) trigger('ask', { text: target.dataset.ask });
  else if (target.dataset.copy) copy(target);
  else if (target.dataset.rate) trigger('rate', { turn: turnOf(target), verdict: target.dataset.rate });
  else if (target.dataset.cite) {
    const turn = turnOf(target);
    const last = [...element.querySelectorAll('article[data-turn]')].pop()?.dataset.turn;
    const wait = turn === (shown ?? last) ? 0 : 250;
    if (wait) trigger('show', { turn });
    shown = turn;
    setTimeout(() => reveal(turn, target.dataset.cite), wait);
  }
});

let answers = 0;
watch('value', () => {
  const questions = element.querySelectorAll('.gg-question');
  if (questions.length !== answers) {
    answers = questions.length;
    shown = null;
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    questions[questions.length - 1]?.scrollIntoView({ behavior: calm ? 'auto' : 'smooth', block: 'start' });
  }
});
