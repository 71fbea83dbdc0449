// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyText } from '../../../test/support/any-text.ts';
import { readCsv } from '../../common/csv.ts';
import type { Person } from '../person.ts';
import { MOST_ROWS } from './columns.ts';
import { readPeople } from './read-people.ts';
import type { PeopleFile } from './read-people.ts';
import { writePeople } from './write-people.ts';

const read = (text: string): PeopleFile => {
  const table = readPeople(text);
  if (typeof table === 'string') throw new Error(table);
  return table;
};
const linesOf = (text: string) => read(text).people.map((one) => one.fields);
const refusalsOf = (text: string) => read(text).refused.map((one) => [one.line, one.why.en]);

describe('organisation/import/read-people', () => {
  describe('header', () => {
    it('is known in Japanese and English, in any width and case', () => {
      const expected = [{ name: '山田', department: '情報', addresses: ['y@example.jp'] }];

      expect(linesOf('氏名,所属,Ｅ－Ｍａｉｌ\n山田,情報,Y@Example.jp')).toEqual(expected);
      expect(linesOf('NAME;Department;E-mail\n山田;情報;y@example.jp')).toEqual(expected);
      expect(linesOf('名前\t部署名\tメール アドレス\n山田\t情報\ty@example.jp')).toEqual(expected);
    });

    it('without names is no table of people', () => {
      expect(readPeople('部署,電話\n情報,1')).toBe('no-header');
      expect(readPeople('')).toBe('no-header');
      expect(readPeople('"氏名')).toBe('no-header');
    });

    it('is known as directories export it, however its words are joined, and asks who is switched off', () => {
      const cloud =
        'displayName,userPrincipalName,mail,department,mobilePhone,accountEnabled,mailNickname\n佐藤 花,s@corp.example,hana@corp.example,営業,090-1,True,hana\n前田 一,m@corp.example,,営業,,False,m';
      expect(read(cloud).people.map(({ fields, off }) => [fields.name, fields.addresses, fields.telephone, off])).toEqual([
        ['佐藤 花', ['hana@corp.example'], '090-1', undefined],
        ['前田 一', undefined, undefined, true],
      ]);
      const suite =
        'First Name [Required],Last Name [Required],Email Address [Required],Recovery Email,Work Phone,Status [READ ONLY]\nHana,Sato,hana@corp.example,own@mail.example,03-1,Active\n一,前田,m@corp.example,,,Suspended';
      expect(read(suite).people.map(({ fields, off }) => [fields.name, fields.addresses, fields.telephone, off])).toEqual([
        ['Hana Sato', ['hana@corp.example'], '03-1', undefined],
        ['前田 一', ['m@corp.example'], undefined, true],
      ]);
      const domain =
        '"DistinguishedName","Enabled","GivenName","Surname","SamAccountName","UserPrincipalName"\n"CN=Hana","True","花","佐藤","hana","hana@corp.example"\n"CN=M","False","一","前田","m","m@corp.example"';
      expect(read(domain).people.map(({ fields, off }) => [fields.name, fields.addresses, off])).toEqual([
        ['佐藤 花', ['hana@corp.example'], undefined],
        ['前田 一', ['m@corp.example'], true],
      ]);
      expect(read(domain).ignoredColumns).toEqual(['DistinguishedName', 'SamAccountName']);
    });

    it('says which columns mean nothing', () => {
      expect(read('氏名,血液型,\n山田,A,').ignoredColumns).toEqual(['血液型']);
    });
  });

  describe('a line is refused with its number and reason', () => {
    it.each([
      ['氏名,部署\n"山\n田",A\n\n,情報', [[5, 'there is no name']]],
      [
        '氏名,メール\nA,a@b@c\nB,<b@example.jp>',
        [
          [2, 'not a mail address: a@b@c'],
          [3, 'not a mail address: <b@example.jp>'],
        ],
      ],
      ['氏名,役割\nA,王様', [[2, 'not a role: 王様']]],
      ['氏名,役割\nA,管理者', [[2, 'the administrator role is given by hand, one by one']]],
      ['氏名,役割\nA,__proto__', [[2, 'not a role: __proto__']]],
      ['氏名,言語\nA,fr', [[2, 'the language is ja or en']]],
      ['氏名\nA,余分', [[2, 'there are more columns than the header has']]],
      ['氏名\n"A\nB\nC', [[2, 'a quotation mark is not closed']]],
      ['氏名\n"A"B\nC', [[2, 'a quotation mark is not closed']]],
      [`氏名\n${'長'.repeat(201)}`, [[2, '"name" is too long']]],
    ])('%j', (text, refused) => {
      expect(refusalsOf(text)).toEqual(refused);
    });

    it('and the lines after it are read all the same', () => {
      expect(linesOf('氏名,部署\n"壊れた,情報\n佐藤,総務\n鈴木,"人\n事"')).toEqual([
        { name: '佐藤', department: '総務' },
        { name: '鈴木', department: '人 事' },
      ]);
    });
  });

  it('a file without end is refused as a whole', () => {
    expect(readPeople(`氏名\n${'"x\n'.repeat(MOST_ROWS + 1)}`)).toBe('too-long');
  });

  it('makes names inert: no control characters, no reversal of direction', () => {
    expect(linesOf('氏名,部署\n\u001b[31m山田\u202e,情\u0007報')).toEqual([{ name: '[31m山田', department: '情 報' }]);
  });

  it('takes several roles and addresses, in one cell or in repeated columns', () => {
    expect(linesOf('氏名,役割,メール,メール\nA,対応者；監査,"a@example.jp;b@example.jp",c@example.jp')).toEqual([
      { name: 'A', roles: ['responder', 'auditor'], addresses: ['a@example.jp', 'b@example.jp', 'c@example.jp'] },
    ]);
  });

  it('reads back what the export wrote, formulas guarded on the way', () => {
    const person: Person = {
      personId: 'P-0001',
      name: '=HYPERLINK("http://evil.example")',
      kana: '+やまだ',
      department: '営業, "第一"',
      addresses: ['a@example.jp', 'b@example.jp'],
      telephone: '+81 3 0000 0000',
      roles: ['responder', 'staff'],
      lang: 'en',
      canSignIn: true,
      left: false,
      version: 1,
    };
    const written = writePeople([person], 'ja');
    const { personId: _personId, canSignIn: _canSignIn, left: _left, version: _version, ...fields } = person;

    for (const cell of [...readCsv(written)][1]?.cells ?? []) expect(cell).not.toMatch(/^[=+\-@]/);
    expect(linesOf(written.slice(1))).toEqual([fields]);
  });

  it('never throws and never loses a line, whatever the text', () => {
    const cell = fc.oneof(anyText(6), fc.constantFrom('"', '""', ',', '\r', '\n', 'a@b.c', '=1+1', '管理者'));
    const counts = fc.sample(fc.array(cell, { maxLength: 30 }), 200).map((cells) => {
      const { rows, people, refused } = read(`氏名,メール\n${cells.join('')}`);
      return { rows, accounted: people.length + refused.length };
    });

    expect(counts.filter(({ rows, accounted }) => rows !== accounted)).toEqual([]);
  });
});
