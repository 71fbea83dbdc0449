// SPDX-License-Identifier: Apache-2.0
import { indexes, open, two } from './told.ts';
import type { Line, Open, Saying, Told } from './told.ts';

export function sayInformation({ facts }: Saying): Told {
  const has = (field: string) => facts[field] !== undefined;
  const lines: (Line | Open)[] = [
    has('information')
      ? two('対象となる情報：{information}', 'Information concerned: {information}')
      : open('対象となる情報の項目', 'Which information is concerned', 'information'),
  ];
  const counts: Line[] = [];
  if (has('persons'))
    counts.push(two('対象となる方：{persons} 名（本人の数で数えています）', 'Persons concerned: {persons} (counted as persons)'));
  if (has('persons.at-most'))
    counts.push(two('最大で {persons.at-most} 名（本人の数で数えています）', 'At most {persons.at-most} persons (counted as persons)'));
  if (has('customers.affected'))
    counts.push(
      two(
        '影響を受けたお客様：{customers.affected}（お客様番号で数えています）',
        'Customers affected: {customers.affected} (by customer number)',
      ),
    );
  if (has('audience.customers'))
    counts.push(
      two(
        '個別にご連絡するお客様：{audience.customers}（お客様番号で数えています）、ご契約：{audience.contracts}',
        'Customers to be told one by one: {audience.customers} (by customer number), with {audience.contracts~contract|contracts}',
      ),
    );
  return {
    lines: [...lines, ...(counts.length === 0 ? [open('対象の件数', 'How many are concerned', 'persons', 'customers.affected')] : counts)],
  };
}

export function sayLeak({ facts, notBacked }: Saying): Told {
  const leak = facts['leak']?.value;
  const out = facts['leak.out.bytes'] === undefined ? [] : [OUT];
  if (leak === 'confirmed') return { lines: [two('情報の流出を確認しました（{leak}）。', 'A leak of information is {leak}.'), ...out] };
  if (leak === 'traces')
    return {
      lines: [
        two('情報が外部へ出た可能性を示す記録があります（{leak}）。', 'The record shows signs that information may have left ({leak}).'),
        ...out,
      ],
    };
  if (leak !== 'not-confirmed') return { lines: [open('情報の流出の有無', 'Whether information leaked', 'leak')] };
  if (notBacked.length > 0) return { missing: notBacked, wants: ['leak'] };
  return { lines: scoped(facts) };
}

const OUT = two(
  'ログに残る範囲で、外部へ送られた量は多くて {leak.out.bytes} バイトです。',
  'In what the logs show, at most {leak.out.bytes~byte|bytes} went out.',
);

/** Never bare: what was looked at, from when to when, and what was not. */
function scoped(facts: Saying['facts']): readonly Line[] {
  const looks = indexes(facts, 'leak.looks', '.what').map((at): Line => {
    const has = (part: string) => facts[`leak.looks.${at}.${part}`] !== undefined;
    const ja = [`調べたもの：{leak.looks.${at}.what}`];
    const en = [`Looked at: {leak.looks.${at}.what}`];
    if (has('from') && has('until')) {
      ja.push(`{leak.looks.${at}.from} から {leak.looks.${at}.until} まで`);
      en.push(`from {leak.looks.${at}.from} to {leak.looks.${at}.until}`);
    }
    if (has('lines')) {
      ja.push(`記録 {leak.looks.${at}.lines} 行`);
      en.push(`{leak.looks.${at}.lines~line of logs|lines of logs}`);
    }
    return two(ja.join('、'), en.join(', '));
  });
  const gaps = indexes(facts, 'leak.gaps').map((at) => two(`調べていないもの：{leak.gaps.${at}}`, `Not looked at: {leak.gaps.${at}}`));
  const more =
    facts['leak.gaps.more'] === undefined
      ? []
      : [two('調べていないものがほかに {leak.gaps.more} 件あります。', 'Not looked at: {leak.gaps.more} more.')];
  return [
    two(
      '次に示す範囲の記録では、情報の流出は確認されていません（{leak}）。',
      'In the records named here, no leak of information is confirmed ({leak}).',
    ),
    ...looks,
    ...gaps,
    ...more,
    two('ここに示した記録のほかは調べていません。', 'Nothing beyond these records was looked at.'),
  ];
}

export function sayNotConcerned({ facts }: Saying): Told {
  const lines: Line[] = [];
  if (facts['not-concerned'] !== undefined && facts['not-concerned.known-by'] !== undefined)
    lines.push(
      two(
        '対象とならないもの：{not-concerned}（確かめた方法：{not-concerned.known-by}）',
        'Not concerned: {not-concerned} (known by: {not-concerned.known-by})',
      ),
    );
  if (typeof facts['customers.clean']?.value === 'number' && facts['customers.clean'].value > 0)
    lines.push(
      two(
        '再点検で解消を確かめたお客様：{customers.clean}（お客様番号で数えています）',
        'Customers verified clean by a re-check: {customers.clean} (by customer number)',
      ),
    );
  return {
    lines: lines.length > 0 ? lines : [open('対象とならない情報', 'What is not concerned', 'not-concerned', 'not-concerned.known-by')],
  };
}

export function sayHarm({ facts, own }: Saying): Told {
  if (facts['harm.reports'] === undefined) return { lines: [open('二次被害の有無', 'Secondary harm', 'harm.reports')] };
  return {
    lines: [
      two(`${own.self}の窓口に寄せられた二次被害の申し出：{harm.reports} 件`, 'Reports of secondary harm that reached us: {harm.reports}'),
    ],
  };
}
