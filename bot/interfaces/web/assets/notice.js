// Gradio tells of a lost server in words of its own; here it is told in the reader's, and looked after until it is over.
const live = document.createElement('div');
live.id = 'gg-live';
live.className = 'gg-hidden';
live.setAttribute('aria-live', 'polite');
document.body.append(live);

let trying = null;
const banner = () => element.querySelector('.gg-banner');
const tell = (kind) => {
  const shown = banner();
  if (!shown) return;
  shown.hidden = !kind;
  shown.textContent = kind ? shown.dataset[kind] : '';
};
const reached = async () => {
  try { return (await fetch('healthz', { cache: 'no-store' })).ok; } catch { return false; }
};
const look = async () => {
  if (navigator.onLine && await reached()) {
    clearInterval(trying);
    trying = null;
    tell('');
    document.dispatchEvent(new CustomEvent('gg-reachable'));
  } else tell(navigator.onLine ? 'lost' : 'offline');
};
const follow = () => {
  trying ??= setInterval(look, 2000);
  look();
};
window.addEventListener('offline', follow);
window.addEventListener('online', follow);
document.addEventListener('gg-unreachable', follow);
new MutationObserver((changes) => {
  const complained = changes.some((change) => [...change.addedNodes].some(
    (node) => node.nodeType === 1 && (node.matches('.toast-body') || node.querySelector('.toast-body'))));
  if (!complained) return;
  tell('failed');
  follow();
}).observe(document.body, { childList: true, subtree: true });
