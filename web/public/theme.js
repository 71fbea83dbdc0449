// SPDX-License-Identifier: Apache-2.0
// Runs before the first paint, so that a night desk does not flash white. A file of its own: the policy allows no inline script.
// And before zod, which else tries as it is loaded whether it may compile its checks: the policy refuses that, and says so.
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } });
(() => {
  let theme = null;
  let lang = null;
  try {
    theme = localStorage.getItem('matoi.theme');
    lang = localStorage.getItem('matoi.lang');
  } catch {
    // Storage is switched off: the device's own wish decides.
  }
  const dark = theme === 'dark' || (theme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
  const wanted = lang ?? (navigator.language.startsWith('ja') ? 'ja' : 'en');
  document.documentElement.lang = wanted === 'en' ? 'en' : 'ja';
})();
