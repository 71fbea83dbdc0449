// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Instant } from '../../kernel/instant.ts';
import { instantFromMillis, millisOf } from '../../kernel/instant.ts';
import { checkSecurityTxt } from './check.ts';
import { termsAt } from './terms.ts';
import { securityTxt } from './write.ts';

const DAY = 86_400_000;
const at = (millis: number) => instantFromMillis(millis) as Instant;
const on = (text: string) => at(Date.parse(text));
const body = { contacts: ['mailto:security@example.jp'], languages: ['ja', 'en'], policy: 'https://example.jp/policy', thanks: null };
const kinds = (text: string, now = on('2026-11-30T00:00:00Z')) => checkSecurityTxt(text, now).map(({ is, field }) => `${is} ${field}`);

describe('disclosure/security-txt', () => {
  it('is renewed on the first of each month, for half a year after a person confirmed it', () => {
    const confirmed = on('2026-01-10T00:00:00Z');
    expect(termsAt(confirmed, on('2026-01-10T00:00:00Z'))).toMatchObject({ expires: '2026-06-30T00:00:00.000Z', state: 'renewed' });
    expect(termsAt(confirmed, on('2026-01-31T23:59:59Z')).expires).toBe('2026-06-30T00:00:00.000Z');
    expect(termsAt(confirmed, on('2026-02-01T00:00:00Z')).expires).toBe('2026-07-31T00:00:00.000Z');
    expect(termsAt(confirmed, on('2026-06-20T00:00:00Z')).state).toBe('confirm-now');
    expect(termsAt(confirmed, on('2026-07-12T00:00:00Z')).expires).toBe('2026-12-28T00:00:00.000Z');
    expect(termsAt(confirmed, on('2026-11-30T00:00:00Z')).expires).toBe('2026-12-28T00:00:00.000Z');
    expect(termsAt(confirmed, on('2026-12-28T00:00:00Z')).state).toBe('expired');
  });

  it('never expires more than 398 days ahead, and what it writes passes its own check until it expires', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 40_000 }),
        fc.integer({ min: -2000, max: 2000 }),
        fc.integer({ min: 0, max: DAY - 1 }),
        (day, days, millis) => {
          const confirmed = at(day * DAY + millis);
          const now = at(day * DAY + millis + days * DAY);
          const terms = termsAt(confirmed, now);
          if (days >= 0) expect(millisOf(terms.expires) - millisOf(now)).toBeLessThanOrEqual(398 * DAY);
          const found = kinds(securityTxt(body, terms.expires, 'https://desk.example.jp'), now);
          if (days >= 0) expect(found).toEqual(terms.state === 'expired' ? ['past Expires'] : []);
          else expect(terms.expires > confirmed).toBe(true);
        },
      ),
    );
  });

  it('says of a foreign file what is missing, past, too far, twice, not https, or not to be read', () => {
    const good = 'Contact: https://example.jp/form\nExpires: 2027-06-01T00:00:00Z\n';
    expect(kinds(good)).toEqual([]);
    expect(kinds('')).toEqual(['missing Contact', 'missing Expires']);
    expect(kinds(good.replace('2027', '2026'))).toEqual(['past Expires']);
    expect(kinds(good.replace('2027', '2052'))).toEqual(['too-far Expires']);
    expect(kinds(`${good}Expires: 2027-07-01T00:00:00Z\n`)).toEqual(['twice Expires']);
    expect(kinds(good.replace('https', 'http'))).toEqual(['not-https contact']);
    expect(kinds(good.replace('https://example.jp/form', 'security@example.jp'))).toEqual(['unreadable contact']);
    expect(kinds(good.replace('2027-06-01T00:00:00Z', 'next year'))).toEqual(['unreadable Expires']);
    expect(kinds(`${good}<html>\n`)).toEqual(['unreadable line 3']);
    expect(kinds(`# note\r\n\r\n${good.toUpperCase().replace('HTTPS', 'https')}`)).toEqual([]);
  });

  it('reads what a signature stands around, and bounds what it reads', () => {
    const signed = `-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nContact: mailto:a@example.jp\n- # dash\nExpires: 2027-06-01T00:00:00Z\n-----BEGIN PGP SIGNATURE-----\n\nabc=\n-----END PGP SIGNATURE-----\n`;
    expect(kinds(signed)).toEqual([]);
    expect(kinds('a'.repeat(300_000))).toEqual(['too-large ']);
  });
});
