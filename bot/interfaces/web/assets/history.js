let opener = null;

const told = () => element.querySelector('dialog');
const titled = (one) => one.turns[0]?.question ?? '';

const row = (one, list, language) => {
  const item = document.createElement('li');
  const open = document.createElement('button');
  const title = document.createElement('span');
  const about = document.createElement('small');
  title.textContent = titled(one);
  const many = one.turns.length === 1 ? list.dataset.countOne : list.dataset.count.replace('#', one.turns.length);
  const when = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(one.at ?? 0);
  about.textContent = `${when} · ${many}`;
  open.type = 'button';
  open.className = 'gg-open';
  open.append(title, about);
  open.addEventListener('click', () => {
    told().close();
    trigger('open', { conversation: { id: one.id, turns: one.turns } });
  });
  const away = document.createElement('button');
  away.type = 'button';
  away.className = 'gg-plain';
  away.textContent = list.dataset.delete;
  away.setAttribute('aria-label', `${list.dataset.delete}: ${titled(one)}`);
  away.addEventListener('click', () => {
    kept.remove('localStorage', one.key);
    fill();
    told().querySelector('button').focus();
  });
  item.append(open, away);
  return item;
};

const fill = () => {
  const list = element.querySelector('.gg-conversations');
  const none = element.querySelector('.gg-none');
  const all = kept.all().filter((one) => Array.isArray(one.turns) && one.turns.length);
  list.replaceChildren(...all.map((one) => row(one, list, told().dataset.lang)));
  none.hidden = all.length > 0;
  none.textContent = kept.works() ? none.dataset.none : none.dataset.off;
  element.querySelector('[data-delete-all]').hidden = all.length === 0;
};

document.addEventListener('gg-history', (event) => {
  opener = event.detail;
  fill();
  told().showModal();
});
element.addEventListener('close', () => opener?.focus(), true);
element.addEventListener('click', (event) => {
  if (event.target === told()) told().close();
  const all = event.target.closest('[data-delete-all]');
  if (all && window.confirm(all.dataset.sure)) {
    kept.all().forEach((one) => kept.remove('localStorage', one.key));
    fill();
  }
});
