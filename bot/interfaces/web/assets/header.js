element.addEventListener('click', (event) => {
  const target = event.target.closest('button');
  if (!target) return;
  if (target.dataset.language) {
    try { localStorage.setItem('gg-language', target.dataset.language); } catch { /* it holds for this visit */ }
    const here = new URL(location);
    here.searchParams.set('lang', target.dataset.language);
    history.replaceState(null, '', here); // a reload stays in this language
    document.dispatchEvent(new CustomEvent('gg-stay', { detail: window.scrollY }));
    trigger('language', { language: target.dataset.language });
  } else if ('new' in target.dataset) {
    try { sessionStorage.removeItem('gg-now'); sessionStorage.removeItem('gg-draft'); } catch { /* nothing was kept */ }
    trigger('fresh', {});
    document.querySelector('#gg-composer textarea')?.focus();
  } else if ('history' in target.dataset) document.dispatchEvent(new CustomEvent('gg-history', { detail: target }));
});
const applyLanguage = () => {
  const language = element.querySelector('.gg-header')?.dataset.lang;
  if (language) document.documentElement.lang = language;
};
watch('value', applyLanguage);
applyLanguage();
