(typed, conversation) => {
  const field = document.querySelector('#gg-composer textarea');
  field.value = '';
  field.dispatchEvent(new Event('input', { bubbles: true }));
  try { sessionStorage.setItem('gg-draft', typed); } catch { /* then it is not kept */ }
  return [typed, conversation];
}
