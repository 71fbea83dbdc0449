// SPDX-License-Identifier: Apache-2.0
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { scoreVector } from './cvss.ts';

const published = new URL('../../../../shared/data/advisories/cvss4/macro-scores', import.meta.url).pathname;

describe('adapters/cvss', () => {
  test.each([
    ['CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N', '4.0', 9.3, 'critical'],
    ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', '3.1', 9.8, 'critical'],
    ['CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N', '3.1', 6.1, 'medium'],
    ['AV:N/AC:L/Au:N/C:P/I:P/A:P', '2.0', 7.5, 'high'],
  ])('%s scores %s %d', (vector, version, score, severity) => {
    expect(scoreVector(vector)).toMatchObject({ version, score, severity });
  });

  test.each(['', 'CVSS:4.0/', 'CVSS:3.1/AV:X', 'high', `CVSS:3.1/${'A'.repeat(600)}`])('%# is no vector', (text) => {
    expect(scoreVector(text)?.score ?? null).toBeNull();
  });

  describe.skipIf(!existsSync(published))('FIRST vectors of CVSS 4.0 (../shared/data/advisories/cvss4/macro-scores)', () => {
    test('each of the 270 has the published score and severity', () => {
      const rows = readFileSync(published, 'utf8').trim().split('\n');
      const wrong = rows.flatMap((row) => {
        const [, vector = '', score = '', severity = ''] = /'vector': '([^']+)', 'score': ([\d.]+), 'severity': '(\w+)'/.exec(row) ?? [];
        const own = scoreVector(vector);
        return own?.score === Number(score) && own.severity === severity.toLowerCase() ? [] : [`${vector} ${score} ${own?.score}`];
      });
      expect(rows).toHaveLength(270);
      expect(wrong).toEqual([]);
    });
  });
});
