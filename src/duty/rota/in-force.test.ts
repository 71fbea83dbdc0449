// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openWays, registerOf } from '../../../test/support/duty-world.ts';
import { holidayBook } from '../../adapters/holidays/holidays.ts';
import { rotaOfPlan } from './in-force.ts';
import { lintRota } from './lint.ts';
import { planSchema } from './plan.ts';
import type { Registered } from './register.port.ts';
import { pageable, whoIsOn } from './who.ts';

const names = ['P-0011', 'P-0012', 'P-0013'];
const left = (personId: string, at: string, more: Partial<Registered> = {}): Registered => ({
  personId,
  name: personId,
  addresses: [],
  telephone: '',
  leftAt: at,
  ...more,
});
const planOf = (more: object = {}, layer: object = {}) =>
  planSchema.parse({
    people: names.map((id) => ({ id, name: id, mail: [`${id.toLowerCase()}@corp.example`], telephone: '000' })),
    rosters: [
      {
        id: 'r',
        name: { ja: 'r', en: 'r' },
        layers: [{ id: 'l', people: names, start: '2027-02-01T09:00', rotation: { unit: 'week' }, ...layer }],
      },
    ],
    ...more,
  });
const inForce = (plan: ReturnType<typeof planOf>, ...rows: readonly Registered[]) =>
  rotaOfPlan({ register: registerOf(...rows), holidays: holidayBook() }, plan);
const at = (text: string): number => Date.parse(text);

describe('duty/in-force', () => {
  it('takes duty from whoever left, from that instant on, and gives it to the next one', async () => {
    const rota = await inForce(planOf(), left('P-0011', '2027-02-03T02:30:00.000Z'));

    expect(rota.at('r', at('2027-02-03T02:29:59Z')).person).toBe('P-0011');
    expect(rota.at('r', at('2027-02-03T02:30:00Z')).person).toBe('P-0012');
    expect(rota.at('r', at('2027-02-22T02:00:00Z')).person).not.toBe('P-0011');
  });

  it('lets neither an override nor a swap bring them back, and says where they are still named', async () => {
    const plan = planOf({
      overrides: [{ id: 'cover', roster: 'r', from: '2027-02-10T00:00:00Z', to: '2027-02-11T00:00:00Z', person: 'P-0011' }],
      swaps: [{ id: 'swap', roster: 'r', layer: 'l', first: '2027-02-02T00:00:00Z', second: '2027-02-16T03:00:00Z' }],
      policies: [
        { id: 'call', name: { ja: 'c', en: 'c' }, steps: [{ afterMinutes: 0, targets: [{ roster: 'r' }, { person: 'P-0011' }] }] },
      ],
    });
    const rota = await inForce(plan, left('P-0011', '2027-02-03T02:30:00.000Z'));

    for (let time = at('2027-02-03T02:30:00Z'); time < at('2027-06-01T00:00:00Z'); time += 3 * 3_600_000)
      expect(rota.at('r', time).person).not.toBe('P-0011');
    expect(pageable(rota, 'P-0011', at('2027-02-03T02:30:00Z'))).toBeNull();
    const finding = lintRota(rota, at('2027-02-05T00:00:00Z'), 60, openWays()).findings.find(
      (one) => one.code === 'duty.left-organisation',
    );
    expect(finding?.text).toEqual({
      ja: 'P-0011 は組織を離れたため呼び出されないが、まだ指定されている（代理 cover、呼び出し手順 call）',
      en: 'P-0011 has left the organisation and is not paged, but is still named (override cover, policy call)',
    });
  });

  it('knows somebody whom the plan names by address only, unless two people share it', async () => {
    const people = [
      { id: 'kato', name: 'Kato', mail: ['Kato@Corp.example'] },
      { id: 'b', name: 'b' },
    ];
    const plan = planOf({ people }, { people: ['kato', 'b'] });
    const gone = left('P-0042', '2027-02-01T00:00:00.000Z', { addresses: ['kato@corp.example'] });

    expect((await inForce(plan, gone)).gone.has('kato')).toBe(true);
    expect((await inForce(plan, gone, left('P-0043', '2027-02-01T00:00:00.000Z', { addresses: ['kato@corp.example'] }))).gone.size).toBe(0);
  });

  it('calls people by the number and address that the register has now', async () => {
    const now: Registered = { ...left('P-0011', ''), leftAt: null, name: '新姓', telephone: '090-9', addresses: ['new@corp.example'] };
    const rota = await inForce(planOf(), now);

    expect(whoIsOn(rota, at('2027-02-03T00:00:00Z')).rosters[0]?.person).toMatchObject({ name: '新姓', telephone: '090-9' });
    expect(pageable(rota, 'P-0011', at('2027-02-03T00:00:00Z'))?.mail).toEqual(['new@corp.example']);
  });

  it('never gives duty after the leaving, for any turns and any instant', async () => {
    const unit = fc.constantFrom('hour' as const, 'day' as const, 'week' as const);
    await fc.assert(
      fc.asyncProperty(
        unit,
        fc.integer({ min: 1, max: 30 }),
        fc.boolean(),
        fc.integer({ min: 0, max: 60 * 24 * 60 }),
        async (each, every, fair, minute) => {
          const leaving = at('2027-02-01T00:00:00Z') + minute * 60_000;
          const rota = await inForce(
            planOf({}, { rotation: { unit: each, every }, fair }),
            left('P-0012', new Date(leaving).toISOString()),
          );
          const rest = rota.segments('r', leaving, leaving + 40 * 86_400_000);
          expect(rest.some((segment) => segment.person === 'P-0012')).toBe(false);
          if (leaving > at('2027-02-01T00:00:00Z')) expect(rest.every((segment) => segment.person !== null)).toBe(true);
        },
      ),
      { numRuns: 40 },
    );
  });
});
