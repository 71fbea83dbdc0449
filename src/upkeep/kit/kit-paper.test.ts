// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kitPaper } from './kit-paper.ts';
import type { KitFacts, KitService } from './kit-facts.port.ts';
import { cutLines } from './service-pages.ts';
import { testFacts } from './test-facts.ts';

const textOf = (facts: KitFacts, lang: 'ja' | 'en') => JSON.stringify(kitPaper(facts, { lang, days: 14, logPages: 3 }).sections);
const empty: KitFacts = {
  ...testFacts,
  deskUrl: null,
  rota: null,
  people: [],
  peopleLeftOut: 0,
  bodies: [],
  services: [],
  gateways: [],
};

describe('upkeep/kit/kit-paper', () => {
  it.each(['ja', 'en'] as const)('holds every name and number of the registers, and says where one has none (%s)', (lang) => {
    const text = textOf(testFacts, lang);
    const given = [
      ...testFacts.people.flatMap(({ name, telephone }) => [name, telephone]),
      ...testFacts.bodies.flatMap(({ name, telephone }) => [name[lang], telephone]),
      ...(testFacts.rota?.reportUp.flat() ?? []).flatMap(({ name, telephone }) => [name, telephone]),
      ...testFacts.services.map(({ name }) => name),
    ];

    expect(given.filter((one) => !text.includes(one))).toEqual([]);
    expect(text).toContain({ ja: '登録なし', en: 'not on record' }[lang]);
    expect(text).toContain({ ja: '空き（担当なし）', en: 'NOBODY' }[lang]);
  });

  it.each(['ja', 'en'] as const)('says of each empty register that it is empty, and numbers its log pages (%s)', (lang) => {
    const text = textOf(empty, lang);
    const said = {
      ja: [
        '当番表は登録されていません',
        '社外の連絡先は登録されていません',
        '役割のある人は登録されていません',
        'サービスの台帳は空です',
        '記録用紙 3／3',
      ],
      en: [
        'No rota is on record',
        'No contact outside is on record',
        'Nobody with a role is on record',
        'inventory of services is empty',
        'Log page 3 of 3',
      ],
    }[lang];

    expect(said.filter((one) => !text.includes(one))).toEqual([]);
    expect(text).not.toMatch(/undefined|NaN|\[object/);
  });

  it('a service is cut only by what its register holds: no destination, no way', () => {
    const one = fc.record({
      group: fc.constantFrom('keep' as const, 'stop' as const, 'undecided' as const),
      names: fc.array(fc.constantFrom('.a.example', 'b.example')),
      ranges: fc.array(fc.constantFrom('192.0.2.0/24', '2001:db8::/32')),
      ports: fc.constantFrom('*', '443/tcp'),
      carrier: fc.boolean(),
    });
    fc.assert(
      fc.property(one, fc.constantFrom('none' as const, 'dns' as const, 'sni' as const), (made, names) => {
        const lines = cutLines({ ...(testFacts.services[0] as KitService), ...made }, { names }).map(({ en }) => en);
        const text = lines.join('\n');
        expect(text.includes('Firewall')).toBe(made.ranges.length > 0);
        expect(/Own DNS|Proxy/.test(text)).toBe(made.names.length > 0 && names !== 'none');
        if (made.ranges.length === 0 && (made.names.length === 0 || names === 'none')) expect(text).toMatch(/[Aa]sk the owner/);
      }),
    );
  });
});
