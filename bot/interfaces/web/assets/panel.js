element.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') document.dispatchEvent(new CustomEvent('gg-back'));
});
