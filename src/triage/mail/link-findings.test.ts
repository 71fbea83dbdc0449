// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { runs, shownLinks } from './link-findings.ts';

const shownAs = (href: string) => shownLinks([{ href, shown: 'x', how: 'link' }], () => false);

describe('triage/link-findings', () => {
  it.each([
    'javascript:x()',
    'data:text/html,x',
    'search-ms:query=x&crumb=location:\\\\kensa.example\\s',
    'ms-word:ofe|u|https://kensa.example/a',
    'intent://kensa.example#Intent;end',
    'file://kensa.example/x',
    'itms-services://?action=x',
  ])('%s opens no page', (href) => {
    expect(shownAs(href).some(runs)).toBe(true);
  });

  it.each([
    'https://kensa.example/',
    'ftp://kensa.example/',
    'mailto:a@kensa.example',
    'tel:0312345678',
    'cid:1',
    'webcal://kensa.example/a',
  ])('%s does what a link does', (href) => {
    expect(shownAs(href).some(runs)).toBe(false);
  });
});
