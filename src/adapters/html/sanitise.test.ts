// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { workDone } from '../../../test/support/work-done.ts';
import { sanitiseHtml } from './sanitise.ts';

const html = (source: string): string => sanitiseHtml(source).html;
/** Nothing that runs, loads, submits or can be followed. */
const DANGEROUS =
  /<(?!\/?(?:p|div|span|br|hr|h[1-6]|b|i|u|table|t[dhr]|a|ul|li|font)\b)|\s(?:on\w+|href|src|srcset|action|background|formaction|xlink:href|id|class|name)\s*=|url\s*\(|@import|expression/i;

describe('intake/sanitise-html', () => {
  it('keeps words, tables and colours', () => {
    expect(html('<p style="color:red;font-weight:bold">赤 <b>太字</b></p><table><tr><td colspan="2">x</td></tr></table>')).toBe(
      '<p style="color:red;font-weight:bold">赤 <b>太字</b></p><table><tr><td colspan="2">x</td></tr></table>',
    );
  });

  it('shows where a link leads and lets nobody follow it', () => {
    const safe = sanitiseHtml('<a href="https://evil.example.com/x.php?a=b" onclick="x()">銀行</a>');
    expect(safe).toEqual({
      html: '<a data-to="hxxps://evil[.]example[.]com/x.php?a=b">銀行</a>',
      removed: { remote: 0, links: 1, active: 1, embedded: 0 },
    });
  });

  it('names the mail’s own pictures, and shows one only when it is given', () => {
    const source = '<img src="cid:a@b" alt="印影"><img src="cid:gone"><img src="data:image/png;base64,AAAA">';
    const named = sanitiseHtml(source, (id) => (id === 'a@b' ? { name: 'seal.png', data: null } : null));
    expect(named.html).toBe('<span>[印影]</span><span>[image]</span><span>[image]</span>');
    expect(named.removed).toMatchObject({ embedded: 1, remote: 1 });
    const shown = sanitiseHtml(source, (id) => (id === 'a@b' ? { name: 'seal.png', data: 'data:image/png;base64,iVBO' } : null));
    expect(shown.html).toBe('<img src="data:image/png;base64,iVBO" alt="印影" /><span>[image]</span><span>[image]</span>');
  });

  it.each([
    '<script>alert(1)</script>',
    '<img src="http://t.example/1.gif" onerror=alert(1)>',
    '<svg onload=alert(1)><script>1</script></svg>',
    '<form action="https://x"><input name=password><button formaction=x>送信</button></form>',
    '<iframe srcdoc="<script>1</script>"></iframe>',
    '<style>@import url(http://x)</style>',
    '<div style="background:url(http://x/1.png);behavior:url(x)">a</div>',
    '<body background="http://x/1.png">a',
    '<link rel=stylesheet href=http://x>',
    '<meta http-equiv=refresh content="0;url=http://x">',
    '<base href="http://x">',
    '<a href="javascript:alert(1)">a</a>',
    '<math><mi xlink:href="javascript:alert(1)">a</mi></math>',
    '<p id="x" name="y" class="z">a</p>',
    '<video src=x><source src=y></video>',
    '<img src="data:image/svg+xml,<svg onload=1>">',
    '<<script>script>alert(1)<</script>/script>',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    '<table background=x><td background=//x>',
  ])('takes the teeth out of %s', (source) => {
    expect(html(source)).not.toMatch(DANGEROUS);
  });

  it('does so for any mixture', () => {
    const piece = fc.constantFrom(
      '<',
      '>',
      '"',
      "'",
      '/',
      '=',
      ' ',
      '<p ',
      '<a href=',
      'javascript:',
      'http://x',
      '<img src=',
      'onerror=',
      '<script',
      '</script>',
      '<style>',
      '</style>',
      '<!--',
      '-->',
      '<svg',
      '<math',
      'style="',
      'url(',
      ')',
      '&lt;',
      '&#x3c;',
      '\0',
      '<template>',
      '<xmp>',
      ']]>',
      '<![CDATA[',
      'あ',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (list) => {
        const tags = html(list.join('')).match(/<[^>]*>/g) ?? [];
        for (const tag of tags) expect(tag.replaceAll(/data-to="[^"]*"/g, '')).not.toMatch(DANGEROUS);
      }),
      { numRuns: 500 },
    );
  }, 30_000);

  it('bounds depth and length', () => {
    const flat = workDone(() => html('<p>x</p>'.repeat(25_000)), 2);

    // About ten times as dear as elements side by side; one that looked at the whole depth for each would be thousands.
    for (const deep of ['<div>'.repeat(25_000), '<b><i>'.repeat(12_500)]) expect(workDone(() => html(deep), 2)).toBeLessThan(40 * flat);
  });

  it('shows the areas of a picture as the links that they are', () => {
    const { html, removed } = sanitiseHtml('<map><area href="https://a.example/x" alt="enter"></map>');
    expect(html).toContain('data-to="hxxps://a[.]example/x"');
    expect(html).toContain('[enter]');
    expect(html).not.toMatch(/href|https:/);
    expect(removed.links).toBe(1);
  });
});
