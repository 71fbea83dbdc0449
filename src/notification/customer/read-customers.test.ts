// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyText } from '../../../test/support/any-text.ts';
import type { HashBytes } from '../../kernel/sha256.ts';
import { csvCell } from '../../kernel/text.ts';
import { readTable } from '../table/read-table.ts';
import { badRows } from '../table/table.ts';
import { customerColumns } from './columns.ts';
import { readCustomers } from './read-customers.ts';
import type { CustomerFile } from './read-customers.ts';

const hash = ((bytes) => createHash('sha256').update(bytes).digest('hex')) as HashBytes;
const readText = (text: string, leaveOut: ReadonlySet<number>): CustomerFile | 'no-header' | 'too-long' => {
  const table = readTable(text, customerColumns);
  return typeof table === 'string' ? table : readCustomers(table, leaveOut, hash);
};
const read = (text: string, leaveOut: readonly number[] = []): CustomerFile => {
  const file = readText(text, new Set(leaveOut));
  if (typeof file === 'string') throw new Error(file);
  return file;
};
const errorsOf = (text: string) => read(text).errors.map(({ row, column, why }) => [row, column, why.en]);
const HEAD = '顧客番号,顧客名,契約番号,代表アドレス,担当者メール,電話番号,郵便番号,住所,言語,連絡方法';

describe('notification/customer/read-customers', () => {
  it('reads one customer from a row for each contract, with the ladder in its order', () => {
    const { customers, contacts, errors } = read(
      `${HEAD}\nC1,甲社,K-1,info@kou.example,taro@kou.example,03-1234-5678,100-0001,東京都千代田区1-1,,\nC1,甲社,K-2;K-3,,,,,,,\n`,
    );
    const valueOf = new Map(contacts.map((one) => [one.contactId, one.value]));

    expect(errors).toEqual([]);
    expect(customers).toMatchObject([{ customerId: 'C1', name: '甲社', contracts: ['K-1', 'K-2', 'K-3'], lang: 'ja', preference: null }]);
    expect(customers[0]?.ladder.map((step) => [step.rung, valueOf.get(step.contactId)])).toEqual([
      ['role', 'info@kou.example'],
      ['person', 'taro@kou.example'],
      ['telephone', '0312345678'],
      ['letter', '100-0001 東京都千代田区1-1'],
    ]);
  });

  it('puts first what a customer prefers, and takes an address on two steps once', () => {
    const [customer] = read(`${HEAD}\nC1,甲社,,a@kou.example,a@kou.example,0312345678,,,en,電話\n`).customers;

    expect(customer?.ladder.map((step) => step.rung)).toEqual(['telephone', 'role']);
    expect(customer?.lang).toBe('en');
  });

  it('says of every wrong cell in which row and column it stands and why', () => {
    const text = `${HEAD}\nC1,,K-1,a@b,x,12,,,fr,\nC2,乙社,,"a@otsu.example\r\nBcc: x@evil.example",,,,,,\nC3,丙社,,,,,,,,\n`;

    expect(errorsOf(text)).toEqual([
      [2, 'name', 'is empty'],
      [3, 'role', 'holds a line end or a control character'],
      [4, 'role', 'there is no way to reach this customer'],
    ]);
    expect(errorsOf(`${HEAD}\nC1,甲社,K-1,a@b,x,12,,,fr,fax\n`)).toEqual([
      [2, 'preference', 'is none of mail, telephone, letter'],
      [2, 'role', 'does not name a domain'],
      [2, 'person', 'is not a mail address'],
      [2, 'telephone', 'has not the length of a telephone number'],
      [2, 'lang', 'is none of ja, en, zh, ko, pt, vi'],
    ]);
  });

  it('takes international domains in ASCII, and refuses addresses that a server may not take', () => {
    const roles = (address: string) => {
      const { contacts, errors } = read(`${HEAD}\nC1,甲社,,${csvCell(address)},,,,,,\n`);
      return contacts[0]?.value ?? errors[0]?.why.en;
    };

    expect(roles('Info@例え.テスト')).toBe('Info@xn--r8jz45g.xn--zckzah');
    expect(roles('ｉｎｆｏ＠kou.example')).toBe('info@kou.example');
    expect(roles('a..b.@docomo.example')).toBe('a..b.@docomo.example');
    expect(roles('情報@kou.example')).toContain('letters before the @');
    expect(roles('a@kou.example;b@kou.example')).toBe('one address in a cell');
    expect(roles('a@127.0.0.1')).toBe('does not name a domain');
    expect(roles('a@kou.example/x')).toBe('does not name a domain');
  });

  it('finds a customer who is told otherwise by a later row', () => {
    expect(errorsOf(`${HEAD}\nC1,甲社,,a@kou.example,,,,,,\nC1,乙社,,,,,,,,\n`)).toContainEqual([
      3,
      'name',
      'is not what line 2 says of the same customer',
    ]);
  });

  it('leaves out rows by their number, and hands the bad rows back with their reasons', () => {
    const text = `${HEAD}\nC1,甲社,,a@kou.example,,,,,,\nC2,=乙社,,nobody,,,,,,\n`;
    const { table, errors } = read(text);

    expect(badRows(table, errors, 'ja')).toBe(`\ufeff${HEAD},理由\r\nC2,'=乙社,,nobody,,,,,,,role: メールアドレスではありません\r\n`);
    expect(read(text, [3]).errors).toEqual([]);
    expect(read(text, [3]).customers.map((one) => one.customerId)).toEqual(['C1']);
  });

  it('reads any text without throwing, and takes in nobody who cannot be reached', () => {
    fc.assert(
      fc.property(anyText(), (text) => {
        const file = readText(`${HEAD}\n${text}`, new Set());
        if (typeof file === 'string') return;
        for (const customer of file.customers) expect(customer.ladder.length).toBeGreaterThan(0);
      }),
    );
  });

  it('reads twenty thousand rows of one customer in time', () => {
    const rows = Array.from({ length: 20_000 }, (_, at) => `C1,甲社,K-${at},a@kou.example,,,,,,`).join('\n');

    expect(read(`${HEAD}\n${rows}`).customers[0]?.contracts.length).toBe(20_000);
  });
});
