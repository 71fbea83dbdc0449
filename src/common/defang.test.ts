// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defang, defangTarget, refang } from './defang.ts';

const label = fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/);
const url = fc
  .tuple(fc.constantFrom('http', 'https', 'ftp', 'ftps'), fc.array(label, { minLength: 1, maxLength: 3 }), label)
  .map(([scheme, labels, path]) => `${scheme}://${labels.join('.')}.example/${path}`);

describe('common/defang', () => {
  it('is undone by its counterpart, and leaves no link', () => {
    fc.assert(
      fc.property(url, (text) => {
        for (const written of [defang(text), defangTarget(text)]) {
          expect(written).toMatch(/\[\.\]/);
          expect(refang(written)).toBe(text);
        }
        expect(defang(text)).not.toMatch(/\b(?:https?|ftps?):\/\//);
      }),
    );
  });

  it.each([
    ['hxxps[:]//evil[.]example/a', 'https://evil.example/a'],
    ['h**p://evil(dot)example', 'http://evil.example'],
    ['hxxp:[//]evil{.}example', 'http://evil.example'],
    ['taro[at]evil[.]example', 'taro@evil.example'],
    [String.raw`evil\.example`, 'evil.example'],
    ['evil。example', 'evil.example'],
    ['www.evil。example', 'www.evil.example'],
    ['*[.]evil[.]example', '*.evil.example'],
    ['ttp://evil【.】example', 'http://evil.example'],
    ['see hxxps[:]//evil dot example/a', 'see https://evil.example/a'],
    ['2001[:]db8[:][:]1', '2001:db8::1'],
    ['evil[.]example[/]a', 'evil.example/a'],
  ])('%s stands for %s', (text, meant) => {
    expect(refang(text)).toBe(meant);
  });
});
