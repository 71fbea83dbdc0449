// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import type { Contact } from '../contact/contact.ts';
import type { Customer } from '../customer/customer.ts';
import { approvedRows, audienceOf, difference, digestBasis } from './audience.ts';
import type { Affected, Concern } from './audience.ts';

const concern = (id: string): Concern => ({
  id,
  source: 'exposure',
  place: `/srv/${id}`,
  what: { ja: '読める', en: 'readable' },
  todo: { ja: '閉じる', en: 'close it' },
  severity: 'high',
});
const affected = (customerId: string, ...ids: string[]): Affected => ({ customerId, name: customerId, concerns: ids.map(concern) });
const contact = (contactId: string, marks: Partial<Contact> = {}): [string, Contact] => [
  contactId,
  { contactId, kind: 'mail', value: `${contactId}@x.example`, off: null, dead: null, unsubscribed: null, ...marks },
];
const customer = (
  customerId: string,
  contactIds: readonly string[],
  contracts: readonly string[] = [`K-${customerId}`],
): [string, Customer] => [
  customerId,
  {
    customerId,
    name: `${customerId}社`,
    attention: '',
    contracts,
    lang: 'ja',
    preference: null,
    machineForm: false,
    ladder: contactIds.map((contactId, at) => ({ rung: at === 0 ? 'role' : 'person', contactId })),
  },
];
const off = { reason: '退職', by: '佐藤', at: '2026-11-21T00:00:00.000Z' };

describe('notification/audience', () => {
  const customers = new Map([customer('C1', ['a', 'b']), customer('C2', ['reseller']), customer('C3', ['reseller'], ['K-C2'])]);
  const contacts = new Map([contact('a', { off }), contact('b'), contact('reseller')]);
  const nobody = new Map<string, string>();

  it('tells each customer once, by the first step that can be used, and counts each thing by its own rule', () => {
    const { rows, counts } = audienceOf(
      [affected('C1', 'x', 'y'), affected('C2', 'z'), affected('C1', 'y'), affected('C3', 'z')],
      customers,
      contacts,
      nobody,
    );

    expect(rows.map((row) => [row.customerId, row.step.value, row.concerns.map((one) => one.id)])).toEqual([
      ['C1', 'b@x.example', ['x', 'y']],
      ['C2', 'reseller@x.example', ['z']],
      ['C3', 'reseller@x.example', ['z']],
    ]);
    expect(rows[0]?.passed).toEqual([{ value: 'a@x.example', why: '退職' }]);
    expect(counts).toEqual({ findings: 4, customers: 3, contracts: 2, messages: 2 });
  });

  it('says who is not told and why', () => {
    const dead = new Map([...contacts, contact('b', { dead: { why: '550 5.1.1', at: '' } })]);
    const { rows, notTold } = audienceOf(
      [affected('C1', 'x'), affected('C2', 'z'), affected('C9', 'q'), affected('C3')],
      customers,
      dead,
      new Map([['C2', '本人から連絡済み']]),
    );

    expect(rows).toEqual([]);
    expect(notTold.map((one) => [one.customerId, one.why, one.reason])).toEqual([
      ['C1', 'no-step', ''],
      ['C2', 'declined', '本人から連絡済み'],
      ['C9', 'not-in-register', ''],
    ]);
  });

  it('has one digest whatever the order of the sources, and another one for any change of who is told what by whom', () => {
    const digest = (...named: Affected[]) => digestBasis(approvedRows(audienceOf(named, customers, contacts, nobody).rows));
    const first = digest(affected('C1', 'x', 'y'), affected('C2', 'z'));

    expect(digest(affected('C2', 'z'), affected('C1', 'y'), affected('C1', 'x'))).toBe(first);
    expect(digest(affected('C1', 'x'), affected('C2', 'z'))).not.toBe(first);
    expect(digest(affected('C1', 'x', 'y'))).not.toBe(first);
  });

  it('shows what changed since an approval as added, removed and changed', () => {
    const rows = (...named: Affected[]) => approvedRows(audienceOf(named, customers, contacts, nobody).rows);
    const names = (list: readonly { customerId: string }[]) => list.map((one) => one.customerId);
    const { added, removed, changed } = difference(
      rows(affected('C1', 'x'), affected('C2', 'z')),
      rows(affected('C1', 'y'), affected('C3', 'z')),
    );

    expect([names(added), names(removed), names(changed)]).toEqual([['C3'], ['C2'], ['C1']]);
    expect(difference(rows(affected('C1', 'x')), rows(affected('C1', 'x')))).toEqual({ added: [], removed: [], changed: [] });
  });
});
