// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { holidayBook } from '../../src/adapters/holidays/holidays.ts';
import { lintRota } from '../../src/duty/rota/lint.ts';
import { planSchema } from '../../src/duty/rota/plan.ts';
import { openRota } from '../../src/duty/rota/roster.ts';
import { openWays } from '../support/duty-world.ts';
import { starterPlan } from '../../web/screens/rota/plan-edit.ts';

const person = (number: number) => ({
  personId: `P-000${number}`,
  name: `職員 ${number}`,
  kana: '',
  department: '',
  addresses: [`p${number}@city.example`],
  telephone: '',
  roles: ['responder'],
  lang: 'ja',
  canSignIn: true,
  left: false,
  version: 1,
});

describe('integration/first-rota', () => {
  it.each(['2027-02-01T00:10', '2027-02-01T08:59', '2027-02-01T09:00', '2027-02-01T23:50'])(
    'has no gap and no fault when it is made at %s',
    (wall) => {
      const plan = planSchema.parse(starterPlan([person(1), person(2)] as never, 'Asia/Tokyo', wall.slice(0, 10)));
      const lint = lintRota(openRota(plan, holidayBook()), Date.parse(`${wall}:00+09:00`), 400, openWays());
      expect(lint).toMatchObject({ sound: true, gaps: [], findings: [] });
    },
  );
});
