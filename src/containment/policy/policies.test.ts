// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import type { Attack } from '../attack/attack.ts';
import type { Indicator } from '../attack/indicator.ts';
import type { Inventory, Service } from '../inventory/inventory.ts';
import type { Model } from '../optimise/model.ts';
import { flowBuilder } from '../traffic/flow.ts';
import type { FlowRow, FlowTable } from '../traffic/flow.ts';
import { allowRules, hostAddresses, pathRules, policy, rulesOfCut } from './policies.ts';
import type { Knowledge } from './policies.ts';
import type { Rule } from './rule.ts';
import { decider } from './verdict.ts';

const service = (id: string, change: Partial<Service> = {}): Service => ({
  id,
  name: `name of ${id}`,
  kind: 'service',
  names: [],
  ranges: [],
  ports: null,
  owner: '',
  priority: 3,
  decision: { is: 'keep', by: null, on: null },
  carrier: false,
  source: { name: 'test', fetchedAt: null },
  ...change,
});
const flow = (src: string, dst: string, name: string | null = null, host: string | null = null): FlowRow => ({
  src,
  host,
  user: null,
  department: null,
  dst,
  port: 443,
  proto: 'tcp',
  name,
  count: 1,
  bytes: 0,
  day: null,
});
function tableOf(rows: readonly FlowRow[]): FlowTable {
  const builder = flowBuilder();
  for (const row of rows) expect(builder.add(row)).toBe(true);
  return builder.finish();
}

/** An attack that names computers, names and destination addresses as texts. */
function attackOn(
  table: FlowTable,
  bad: { hosts?: readonly string[]; names?: readonly string[]; addresses?: readonly string[] } = {},
): Attack {
  const { names = [], addresses = [], hosts = [] } = bad;
  const badName = Uint8Array.from(table.names, (name) => (names.includes(name) ? 1 : 0));
  const badAddress = Uint8Array.from(table.addresses, (address) => (addresses.includes(address) ? 1 : 0));
  return {
    flows: [],
    suspects: hosts.map((host) => ({ host: table.hosts.indexOf(host), probability: 1, impact: 1 })),
    unseen: [],
    unknownHosts: [],
    badName,
    badAddress,
    badDestination: Uint8Array.from(table.destinations.name, (name, to) =>
      badName[name] === 1 || badAddress[table.destinations.address[to] ?? 0] === 1 ? 1 : 0,
    ),
    contested: new Uint8Array(table.destinations.length),
    spared: new Set(),
  };
}

const ownNames: Rule = {
  id: 'allow-own-names',
  kind: 'allow',
  reason: 'own',
  service: 'own networks',
  patterns: ['own.example'],
  ranges: [],
  observed: [],
  ports: null,
};

function knowledgeOf(
  rows: readonly FlowRow[],
  services: readonly Service[],
  bad: Parameters<typeof attackOn>[1] = {},
  indicators: readonly Indicator[] = [],
  nameEnforcement: Inventory['nameEnforcement'] = 'sni',
): Knowledge {
  const table = tableOf(rows);
  const inventory: Inventory = { services, nameEnforcement };
  const attack = attackOn(table, bad);
  return {
    table,
    inventory,
    indicators,
    attack,
    addressesOf: hostAddresses(table, table.hosts.keys()),
    hides: new Set(),
    priorityOf: () => null,
    serviceName: () => '',
    sharedNetwork: () => null,
    path: pathRules({ inventory, table, attack }),
    own: { names: { declared: [], recorded: [] }, rules: [ownNames] },
    observedIn: () => 0,
  };
}

/** A model whose numbers are the table's own, each list in the order it is given here. */
function modelOf(
  table: FlowTable,
  of: {
    hosts?: readonly string[];
    names?: readonly string[];
    addresses?: readonly string[];
    pairs?: readonly (readonly [number, number | null, number | null])[];
    links?: readonly (readonly [number, number])[];
  },
): Model {
  return {
    instance: {
      hosts: [],
      names: [],
      addresses: [],
      pairs: (of.pairs ?? []).map(([host, name, address]) => ({ host, name, address, cost: 1, risk: 1, confident: true })),
      links: (of.links ?? []).map(([name, address]) => ({ name, address })),
    },
    hosts: (of.hosts ?? []).map((host) => table.hosts.indexOf(host)),
    names: (of.names ?? []).map((name) => table.names.indexOf(name)),
    addresses: (of.addresses ?? []).map((address) => table.addresses.indexOf(address)),
    shared: new Map(),
    pairOf: [],
  };
}
const cut = (change: object) => ({ value: 0, isolate: [], names: [], addresses: [], pairs: [], open: [], ...change });

describe('containment/policy/policies', () => {
  it('knows every address at which a computer was seen, as source and as destination, and only of those asked for', () => {
    const table = tableOf([
      flow('10.0.0.1', '203.0.113.1', null, 'pc-1'),
      flow('10.0.0.2', '10.0.0.9', null, 'pc-1'),
      flow('10.0.0.3', '203.0.113.1', null, 'pc-2'),
    ]);
    const asked = hostAddresses(table, [table.hosts.indexOf('pc-1'), table.hosts.indexOf('203.0.113.1')]);

    expect([...asked.values()]).toEqual([['10.0.0.1', '10.0.0.2'], ['203.0.113.1']]);
  });

  describe('the responders’ way in', () => {
    const edr = service('edr', {
      kind: 'responder',
      names: ['.edr.example'],
      ranges: ['198.51.100.0/24'],
      ports: [{ proto: 'tcp', from: 443, to: 443 }],
    });

    it('is open to what the inventory says, and to where computers beyond suspicion found its names', () => {
      const { path } = knowledgeOf(
        [
          flow('10.0.0.1', '203.0.113.9', 'b.edr.example', 'pc-1'),
          flow('10.0.0.1', '203.0.113.5', 'edr.example', 'pc-1'),
          flow('10.0.0.1', '203.0.113.5', 'edr.example', 'pc-1'),
          // Inside the declared range: said already.
          flow('10.0.0.1', '198.51.100.7', 'a.edr.example', 'pc-1'),
          // Another service, no name, and names that only look like it.
          flow('10.0.0.1', '203.0.113.20', 'mail.example', 'pc-1'),
          flow('10.0.0.1', '203.0.113.21', null, 'pc-1'),
          flow('10.0.0.1', '203.0.113.22', 'notedr.example', 'pc-1'),
        ],
        [service('mail', { names: ['mail.example'] }), edr],
      );

      expect(path).toEqual([
        {
          id: 'path-edr',
          kind: 'path',
          reason: 'responder',
          service: 'name of edr',
          ports: edr.ports,
          ranges: ['198.51.100.0/24', '203.0.113.5', '203.0.113.9'],
        },
        {
          id: 'allow-path-edr',
          kind: 'allow',
          reason: 'responder',
          service: 'name of edr',
          ports: edr.ports,
          patterns: ['.edr.example'],
          ranges: [],
          observed: [],
        },
      ]);
    });

    it('is not lent to an attacker: neither by a suspected computer that uses the name nor by a destination that is bad', () => {
      const { path } = knowledgeOf(
        [
          flow('10.0.0.1', '203.0.113.66', 'a.edr.example', 'pc-bad'),
          flow('10.0.0.2', '203.0.113.67', 'b.edr.example', 'pc-2'),
          flow('10.0.0.2', '203.0.113.68', 'c.edr.example', 'pc-2'),
        ],
        [edr],
        { hosts: ['pc-bad'], addresses: ['203.0.113.67'] },
      );

      expect(path[0]).toMatchObject({ ranges: ['198.51.100.0/24', '203.0.113.68'] });
    });

    it('is one rule where it has no names', () => {
      const { path } = knowledgeOf(
        [flow('10.0.0.1', '203.0.113.9', 'x.example')],
        [service('log', { kind: 'responder', ranges: ['198.51.100.7', 'nonsense'] })],
      );

      expect(path).toMatchObject([{ id: 'path-log', ranges: ['198.51.100.7', 'nonsense'] }]);
    });
  });

  describe('what stays open', () => {
    it('is what the inventory keeps, each with the addresses at which its names were seen outside its own ranges', () => {
      const mail = service('mail', {
        names: ['.mail.example'],
        ranges: ['198.51.100.0/24'],
        ports: [{ proto: 'tcp', from: 443, to: 443 }],
      });
      const rules = allowRules(
        knowledgeOf(
          [
            flow('10.0.0.1', '203.0.113.9', 'z.mail.example'),
            flow('10.0.0.1', '203.0.113.10', 'a.mail.example'),
            flow('10.0.0.2', '203.0.113.10', 'a.mail.example'),
            flow('10.0.0.1', '198.51.100.3', 'mail.example'),
            flow('10.0.0.1', '203.0.113.11', 'other.example'),
            flow('10.0.0.1', '203.0.113.12', null),
            flow('10.0.0.1', '203.0.113.13', 'crm.example'),
          ],
          [
            service('game', { names: ['.other.example'], decision: { is: 'stop', by: null, on: null } }),
            mail,
            service('crm', { names: ['crm.example'] }),
            service('bare', { priority: 1, decision: { is: 'undecided', by: null, on: null } }),
            service('own', { kind: 'internal', ranges: ['192.0.2.0/24'] }),
          ],
        ),
      );

      const head = { kind: 'allow', reason: 'inventory' };
      expect(rules).toEqual([
        {
          ...head,
          id: 'allow-mail',
          service: 'name of mail',
          patterns: ['.mail.example'],
          ranges: ['198.51.100.0/24'],
          observed: ['203.0.113.10', '203.0.113.9'],
          ports: mail.ports,
        },
        {
          ...head,
          id: 'allow-crm',
          service: 'name of crm',
          patterns: ['crm.example'],
          ranges: [],
          observed: ['203.0.113.13'],
          ports: null,
        },
        { ...head, id: 'allow-bare', service: 'name of bare', patterns: [], ranges: [], observed: [], ports: null },
      ]);
    });

    it('an attack’s own name lends its addresses to nobody, though a kept tree holds it', () => {
      const rules = allowRules(
        knowledgeOf(
          [flow('10.0.0.1', '203.0.113.66', 'evil.mail.example'), flow('10.0.0.1', '203.0.113.9', 'good.mail.example')],
          [service('mail', { names: ['.mail.example'] })],
          { names: ['evil.mail.example'] },
        ),
      );

      expect(rules).toMatchObject([{ observed: ['203.0.113.9'] }]);
    });
  });

  describe('the rules of a cut', () => {
    const rows = [
      flow('10.0.0.1', '203.0.113.66', 'evil.example', 'pc-1'),
      flow('10.0.0.2', '203.0.113.67', 'evil.example', 'pc-2'),
      flow('10.0.0.3', '203.0.113.68', null, 'pc-1'),
      flow('10.0.0.4', '203.0.113.69', 'worse.example', 'pc-3'),
    ];

    it('say each choice in words of the network: computers with all their addresses, names, addresses, pairs', () => {
      const knowledge = knowledgeOf(rows, []);
      const { table } = knowledge;
      const model = modelOf(table, {
        hosts: ['pc-2', 'pc-1'],
        names: ['worse.example', 'evil.example'],
        addresses: ['203.0.113.69', '203.0.113.68', '203.0.113.67', '203.0.113.66'],
        // pc-2 with evil.example, pc-1 with an address.
        pairs: [
          [0, 1, null],
          [1, null, 1],
        ],
        links: [
          [0, 0],
          [1, 2],
          [1, 3],
        ],
      });
      const rules = rulesOfCut(knowledge, model, cut({ isolate: [1], pairs: [0, 1], addresses: [0, 2], names: [0, 1] }), false);

      expect(rules).toEqual([
        { id: 'isolate-1', kind: 'isolate', reason: 'suspected', host: 'pc-1', addresses: ['10.0.0.1', '10.0.0.3'] },
        {
          id: 'pair-2',
          kind: 'pair',
          reason: 'indicator',
          host: 'pc-2',
          addresses: ['10.0.0.2'],
          ranges: ['203.0.113.67', '203.0.113.66'],
          pattern: 'evil.example',
        },
        {
          id: 'pair-3',
          kind: 'pair',
          reason: 'indicator',
          host: 'pc-1',
          addresses: ['10.0.0.1', '10.0.0.3'],
          ranges: ['203.0.113.68'],
          pattern: null,
        },
        { id: 'address-4', kind: 'address', reason: 'indicator', range: '203.0.113.69' },
        { id: 'address-5', kind: 'address', reason: 'indicator', range: '203.0.113.67' },
        { id: 'name-6', kind: 'name', reason: 'indicator', pattern: 'worse.example' },
        { id: 'name-7', kind: 'name', reason: 'indicator', pattern: 'evil.example' },
      ]);
    });

    it('a pair that is none is no rule, and a name without an address is closed by name alone', () => {
      const knowledge = knowledgeOf(rows, []);
      const model = modelOf(knowledge.table, { hosts: ['pc-1'], names: ['evil.example'], pairs: [[0, 0, null]] });

      expect(rulesOfCut(knowledge, model, cut({ pairs: [0, 7] }), false)).toMatchObject([
        { id: 'pair-1', ranges: [], pattern: 'evil.example' },
      ]);
    });

    it('precautions add what was listed and not met', () => {
      const listed: Indicator = { type: 'name', pattern: '.listed.example', confidence: 0.9, impact: 1, note: '' };
      const knowledge = knowledgeOf(rows, [], {}, [listed]);
      const none = modelOf(knowledge.table, {});

      expect(rulesOfCut(knowledge, none, cut({}), true)).toEqual([
        { id: 'name-p1', kind: 'name', reason: 'precaution', pattern: '.listed.example' },
      ]);
      expect(rulesOfCut(knowledge, none, cut({}), false)).toEqual([]);
    });
  });

  it('a policy has the responders’ way first, the inventory’s own networks, and its way with names', () => {
    const knowledge = knowledgeOf(
      [flow('10.0.0.1', '203.0.113.66', null, 'pc-1')],
      [service('edr', { kind: 'responder', ranges: ['198.51.100.7'] }), service('own', { kind: 'internal', ranges: ['192.0.2.0/24'] })],
      {},
      [],
      'dns',
    );
    const model = modelOf(knowledge.table, { hosts: ['pc-1'], addresses: ['203.0.113.66'] });
    const made = policy(knowledge, 'deny', rulesOfCut(knowledge, model, cut({ isolate: [0], addresses: [0] }), false));

    expect(made).toMatchObject({
      base: 'deny',
      names: 'dns',
      rules: [{ id: 'path-edr' }, { id: 'allow-own-names' }, { id: 'isolate-1' }, { id: 'address-2' }],
    });
    // Where everything is open own names need no rule.
    expect(policy(knowledge, 'allow', []).rules).toMatchObject([{ id: 'path-edr' }]);
    expect(made.internal).toContain('192.0.2.0/24');
    expect(made.internal).toContain('10.0.0.0/8');
    const decide = decider(made);
    const packet = { src: '10.0.0.1', port: 443, proto: 'tcp', name: null } as const;
    expect([decide({ ...packet, dst: '198.51.100.7' }).pass, decide({ ...packet, dst: '203.0.113.9' }).pass]).toEqual([true, false]);
  });
});
