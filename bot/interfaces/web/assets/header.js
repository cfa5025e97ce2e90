element.addEventListener('click', (event) => {
  const button = event.target.closest('[data-language]');
  if (button) trigger('language', { language: button.dataset.language });
});
const applyLanguage = () => {
  const chosen = element.querySelector('[data-language][aria-pressed="true"]');
  if (chosen) document.documentElement.lang = chosen.lang;
};
watch('value', applyLanguage);
applyLanguage();
