() => {
  const read = (area, key) => { try { return window[area].getItem(key); } catch { return null; } };
  let now = {};
  try { now = JSON.parse(read('sessionStorage', 'gg-now')) ?? {}; } catch { /* not ours */ }
  const language = read('localStorage', 'gg-language');
  return [language && !now.language ? { ...now, language } : now];
}
