// SPDX-License-Identifier: Apache-2.0
import { defineProblems } from '../kernel/define-problems.ts';
import type { Problem } from '../kernel/problem.ts';

export const caseProblem = defineProblems('case', {
  'case.unknown': {
    status: 404,
    what: { ja: '事案 {caseId} はありません。', en: 'There is no case {caseId}.' },
    safe: { ja: '何も変わっていません。', en: 'Nothing was changed.' },
    next: { ja: '事案番号を確かめてください。', en: 'Check the case number.' },
  },
  'case.rows-unreadable': {
    status: 422,
    what: { ja: '「{file}」を文字として読めません。', en: '“{file}” cannot be read as text.' },
    safe: { ja: '何も記録していません。', en: 'Nothing was recorded.' },
    next: {
      ja: 'CSV かテキスト（UTF-8 または Shift_JIS）のファイル名か、標準入力を表す - を書いてください。',
      en: 'Name a CSV or text file (UTF-8 or Shift_JIS), or - for standard input.',
    },
  },
  'case.guest-below-tlp': {
    status: 422,
    what: {
      ja: 'この事案の共有範囲は TLP:{tlp} で、渡そうとしているリンクの範囲を超えています。',
      en: 'This case is TLP:{tlp}, above what the link would show.',
    },
    safe: { ja: 'リンクは作っていません。', en: 'No link was made.' },
    next: {
      ja: 'リンクの範囲を広げるか、事案の評価を見直してください。',
      en: 'Choose a wider range for the link, or look at the rating of the case.',
    },
  },
  'case.too-many-guests': {
    status: 422,
    what: { ja: '使えるリンクがすでに {most} 件あります。', en: 'There are {most} open links already.' },
    safe: { ja: 'リンクは作っていません。', en: 'No link was made.' },
    next: { ja: 'もう要らないリンクを取り消してください。', en: 'Withdraw those that are needed no more.' },
  },
  'case.no-such-guest': {
    status: 404,
    what: { ja: 'そのリンクはこの事案にありません。', en: 'This case has no such link.' },
    safe: { ja: '何も変わっていません。', en: 'Nothing was changed.' },
    next: { ja: '一覧を読み直してください。', en: 'Load the list again.' },
  },
  'case.guest-needs-a-person': {
    status: 403,
    what: {
      ja: '外部の人へのリンクは、登録された人だけが渡し、取り消せます。',
      en: 'Only a person of the register gives a link to somebody outside, or withdraws it.',
    },
    safe: { ja: '何も変わっていません。', en: 'Nothing was changed.' },
    next: { ja: '自分でサインインして押してください。', en: 'Sign in yourself and press it.' },
  },
  'case.guest-not-open': {
    status: 404,
    what: {
      ja: 'このリンクでは何も開けません。アドレスが途中で切れたか、期限が過ぎたか、取り消されたか、事案の共有範囲が変わっています。',
      en: 'This link opens nothing: its address was cut, its time is over, it was withdrawn, or the case may be shown to fewer people now.',
    },
    safe: { ja: '何も示していません。', en: 'Nothing was shown.' },
    next: { ja: 'リンクを渡した人に尋ねてください。', en: 'Ask whoever gave you the link.' },
  },
  'case.no-such-day': {
    status: 422,
    what: { ja: '{day} という日はありません。', en: 'There is no day {day}.' },
    safe: { ja: '何も記録していません。', en: 'Nothing was recorded.' },
    next: { ja: '2026-11-30 のように書いてください。', en: 'Write it as 2026-11-30.' },
  },
  'case.no-such-zone': {
    status: 422,
    what: { ja: '{zone} という時間帯はありません。', en: 'There is no time zone {zone}.' },
    safe: { ja: '何も記録していません。', en: 'Nothing was recorded.' },
    next: { ja: 'Asia/Tokyo のように書いてください。', en: 'Write it as Asia/Tokyo.' },
  },
});

/** 404: no case has this number. */
export function noCase(caseId: string): Problem {
  return caseProblem('case.unknown', undefined, { caseId });
}
