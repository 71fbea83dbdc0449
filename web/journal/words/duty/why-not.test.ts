// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { whyNot } from './why-not.ts';

/** Where the desk writes such reasons itself; its own texts, read from the source. */
const SOURCES = [
  'src/duty/paging/engine.ts',
  'src/duty/paging/trigger.ts',
  'src/duty/gate-channels.ts',
  'src/adapters/webpush/webpush.ts',
  'src/adapters/webhook/webhook.ts',
];

describe('web/why-not', () => {
  it('has Japanese for every reason that the desk gives for a page that did not leave', () => {
    const reasons = SOURCES.flatMap((file) =>
      [
        ...readFileSync(file, 'utf8').matchAll(/(?:why: |why = |answer: |, )(?:'([a-z][^']+ [^']+)'|`([^`]* (?:set up|on the team))`)/g),
      ].map((match) => match[1] ?? match[2]?.replaceAll(/\$\{[^}]+\}/g, 'chat') ?? ''),
    );
    const notSent = reasons.filter((reason) => reason !== 'taken by the push service' && reason !== 'paging policy');
    expect(notSent.length).toBeGreaterThan(6);
    for (const reason of notSent) {
      expect([reason, whyNot(reason, 'ja')]).not.toEqual([reason, reason]);
      expect(whyNot(reason, 'en')).toBe(reason === 'no duty plan' ? 'there is no rota yet' : reason);
    }
  });

  it('leaves a server’s own words as they came', () => {
    expect(whyNot('550 5.1.1 no such user', 'ja')).toBe('550 5.1.1 no such user');
  });
});
