// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { formPage, receiptPage } from './form-page.ts';

describe('intake/form-page', () => {
  it.each(['ja', 'en'] as const)('needs no script in %s, names every field and keeps what was typed', (lang) => {
    const page = formPage(
      lang,
      { ja: '青い鳥', en: 'Bluebird <b>' },
      { subject: '"><script>1</script>', text: '</textarea><b>', name: "o'hara", contact: '', why: 'missing' },
    );
    expect(page).not.toMatch(/<script|style="|<\/textarea><b>/);
    expect(page).toContain(`lang="${lang}"`);
    expect(page).toContain(lang === 'ja' ? '青い鳥です。' : 'This is Bluebird &#60;b&#62;. ');
    expect(page).toContain('&#60;script&#62;');
    for (const name of ['subject', 'text', 'name', 'contact', 'files', 'website'])
      expect(page).toMatch(new RegExp(`<label for="${name}">`));
  });

  it('shows the number on the receipt', () => {
    expect(receiptPage('ja', 'R-2026-00001')).toContain('R-2026-00001');
  });
});
