// SPDX-License-Identifier: Apache-2.0
import { indexes, open, two } from './told.ts';
import type { Line, Open, Saying, Told } from './told.ts';

export function sayRequests({ facts }: Saying): Told {
  const requests = indexes(facts, 'requests');
  if (requests.length === 0)
    return {
      missing: [two('お客様へのお願いが記入されていません', 'nothing is filled in that readers are asked to do')],
      wants: ['requests'],
    };
  return { lines: requests.map((at) => two(`（{requests.${at}.number}）{requests.${at}}`, `({requests.${at}.number}) {requests.${at}}`)) };
}

export function sayContact({ facts }: Saying): Told {
  const has = (field: string) => facts[field] !== undefined;
  if (!has('contact.telephone') && !has('contact.mail'))
    return {
      missing: [two('お問い合わせ先が記入されていません', 'no telephone and no address for questions is filled in')],
      wants: ['contact.telephone', 'contact.mail'],
    };
  const lines: (Line | Open)[] = [
    has('contact.how-told')
      ? two('お知らせの方法：{contact.how-told}', 'How those concerned are told: {contact.how-told}')
      : open('対象の方へのお知らせの方法', 'How those concerned are told', 'contact.how-told'),
  ];
  if (has('contact.telephone')) lines.push(two('電話：{contact.telephone}', 'Telephone: {contact.telephone}'));
  if (has('contact.mail')) lines.push(two('メール：{contact.mail}', 'Mail: {contact.mail}'));
  if (has('contact.hours')) lines.push(two('受付時間：{contact.hours}', 'Hours: {contact.hours}'));
  return { lines };
}

export function sayNext({ facts, now }: Saying): Told {
  const at = facts['next.at']?.value;
  if (typeof at === 'string' && Date.parse(at) <= Date.parse(now))
    return { missing: [two('次回の公表の日時が過ぎています', 'the time of the next report has passed')], wants: ['next.at'] };
  if (at !== undefined) return { lines: [two('次回の公表は {next.at} の予定です。', 'The next report comes on {next.at}.')] };
  if (facts['next.event'] !== undefined) return { lines: [two('次回の公表：{next.event}', 'The next report comes: {next.event}')] };
  return {
    missing: [two('次回の公表の日時か条件が記入されていません', 'neither time nor event of the next report is filled in')],
    wants: ['next.at', 'next.event'],
  };
}

export function sayThanks({ facts }: Saying): Told {
  return { lines: facts['thanks'] === undefined ? [] : [two('{thanks}', '{thanks}')] };
}

/** Once, after the facts, and without taking over a blame that is not established. */
export function sayApology(): Told {
  return {
    lines: [
      two(
        'ご心配とご迷惑をおかけしておりますことを、お詫び申し上げます。',
        'We apologise for the worry and the inconvenience that this causes.',
      ),
    ],
  };
}

export function sayVersion({ facts }: Saying): Told {
  const press = (['press.telephone', 'press.mail'] as const).filter((field) => facts[field] !== undefined);
  if (isBlank(facts['organisation']?.value))
    return { missing: [two('自組織の名前が登録されていません', 'the name of our own organisation is not set')], wants: ['organisation'] };
  if (press.length === 0)
    return {
      missing: [two('報道関係のお問い合わせ先が記入されていません', 'no contact for the press is filled in')],
      wants: ['press.telephone', 'press.mail'],
    };
  const shown = press.map((field) => `{${field}}`).join('　');
  return {
    lines: [
      two(
        '第{statement.number}報（{statement.stage}）。{statement.at} 時点の内容です。',
        'Report {statement.number} ({statement.stage}), as of {statement.at}.',
      ),
      two(`報道関係のお問い合わせ：${shown}`, `Contact for the press: ${shown.replaceAll('　', ', ')}`),
    ],
  };
}

function isBlank(name: unknown): boolean {
  const { ja = '', en = '' } = (name ?? {}) as { readonly ja?: string; readonly en?: string };
  return ja.trim() === '' || en.trim() === '';
}
