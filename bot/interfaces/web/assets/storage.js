// What this browser keeps, for as long as it lets us: each conversation under a key of its own, so that two tabs never
// overwrite each other's, and the one of this tab, which survives a reload.
const kept = {
  prefix: 'gg-conversation:',
  most: 100,
  read(area, key) {
    try { return window[area].getItem(key); } catch { return null; }
  },
  write(area, key, value) {
    try { window[area].setItem(key, value); return true; } catch { return false; }
  },
  remove(area, key) {
    try { window[area].removeItem(key); } catch { /* nothing was kept */ }
  },
  works() {
    return kept.write('localStorage', 'gg-probe', '1');
  },
  all() {
    try {
      return Object.keys(localStorage).filter((key) => key.startsWith(kept.prefix)).map((key) => {
        try { return { key, ...JSON.parse(localStorage.getItem(key)) }; } catch { return { key, turns: [] }; }
      }).sort((one, other) => (other.at ?? 0) - (one.at ?? 0));
    } catch { return []; }
  },
  save(conversation) {
    kept.write('sessionStorage', 'gg-now', JSON.stringify(conversation));
    if (!conversation.id || !conversation.turns?.length) return;
    const { id, turns } = conversation;
    const before = kept.read('localStorage', kept.prefix + id);
    if (before && JSON.stringify(JSON.parse(before).turns) === JSON.stringify(turns)) return;
    const value = JSON.stringify({ id, turns, at: Date.now() });
    kept.all().slice(kept.most - 1).forEach((old) => old.id !== id && kept.remove('localStorage', old.key));
    if (!kept.write('localStorage', kept.prefix + id, value)) {
      const oldest = kept.all().pop();
      if (oldest) kept.remove('localStorage', oldest.key);
      kept.write('localStorage', kept.prefix + id, value);
    }
  },
};
