// SPDX-License-Identifier: Apache-2.0
import type { Bilingual, Lang } from '../../kernel/bilingual.ts';
import { inertText } from '../../kernel/text.ts';
import type { CsafChecked, TestFinding } from './check.port.ts';
import { notChecked, testWords } from './test-words.ts';

type Said = { readonly test: string; readonly path: string; readonly text: string };

/** What a check says: `valid` only where all mandatory tests were run and none failed. */
export type CheckReport = {
  readonly valid: boolean;
  readonly failed: readonly Said[];
  readonly warned: readonly Said[];
  readonly notChecked: readonly { readonly test: string; readonly why: string }[];
};

const UNREADABLE: Readonly<Record<'not-json' | 'too-large' | 'not-csaf' | 'not-csaf-2.0', Bilingual>> = {
  'not-json': { ja: 'UTF-8 の JSON として読めない', en: 'is no JSON in UTF-8' },
  'too-large': { ja: '大きすぎて調べない（上限 32 MB）', en: 'is too large to be looked at (limit 32 MB)' },
  'not-csaf': { ja: 'CSAF の文書ではない（根に document がない）', en: 'is no CSAF document (no `document` at its root)' },
  'not-csaf-2.0': {
    ja: 'CSAF 2.0 の文書ではない（2.1 は草案のため調べない）',
    en: 'is no CSAF 2.0 document (2.1 is a draft and is not checked)',
  },
};
const ALL = {
  test: '6.1, 6.2',
  why: { ja: 'CSAF 2.0 の文書として読めないので試していない', en: 'not tried: it cannot be read as a CSAF 2.0 document' },
};
const SHAPE = { ja: '文書の形がスキーマから遠く、試せない', en: 'the document is too far from the schema to be tested' };

export function checkReport(checked: CsafChecked, lang: Lang): CheckReport {
  if (checked.is === 'unreadable') {
    const failed = [{ test: checked.why, path: '', text: UNREADABLE[checked.why][lang] }];
    return { valid: false, failed, warned: [], notChecked: [ALL, ...notChecked].map(({ test, why }) => ({ test, why: why[lang] })) };
  }
  const untested = checked.untested.map((test) => ({ test, why: SHAPE }));
  return {
    valid: checked.failed.length === 0 && checked.untested.every((test) => test.startsWith('6.2.')),
    failed: checked.failed.map((finding) => said(finding, lang)),
    warned: checked.warned.map((finding) => said(finding, lang)),
    notChecked: [...untested, ...notChecked].map(({ test, why }) => ({ test, why: why[lang] })),
  };
}

/** Our words, and behind them the particulars as the validator writes them. */
function said({ test, path, what }: TestFinding, lang: Lang): Said {
  const words = testWords[test]?.[lang] ?? test;
  const particular = inertText(what).slice(0, 300);
  const text = particular === '' ? words : lang === 'ja' ? `${words}（${particular}）` : `${words} (${particular})`;
  return { test, path: inertText(path).slice(0, 500), text };
}
