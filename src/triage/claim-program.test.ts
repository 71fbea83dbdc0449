// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import { extractClaims } from './claim.ts';

describe('triage/claim', () => {
  test('a product with its version is no second claim about a kind of program', () => {
    const kinds = extractClaims('PHP 8.1.2 runs behind PHP-CGI, and /cgi-bin/form.cgi answers').claims.map(
      ({ kind, value }) => `${kind} ${value}`,
    );
    expect(kinds).toEqual(['product PHP', 'product PHP-CGI', 'cgi-path /cgi-bin/form.cgi']);
  });
});
