// SPDX-License-Identifier: Apache-2.0
import { readJudgement } from '../journal/fold.ts';
import type { ClockView } from '../journal/fold/obligation.ts';
import type { Statement } from '../journal/fold/reading.ts';
import type { CaseView } from '../journal/fold/view.ts';
import type { Lang } from '../kernel/bilingual.ts';
import type { Instant } from '../kernel/instant.ts';
import { inertText } from '../kernel/text.ts';
import { NOT_LEGAL_ADVICE } from './list.ts';
import { ruleOf } from './rules.ts';

type Item = { readonly ja: string; readonly en: string; readonly from: 'known' | 'unknown' | 'summary' | 'person' };

/** What each law asks to be said. Items that the record cannot fill are left open for a person, never invented. */
const items: Readonly<Record<string, readonly Item[]>> = {
  appi: [
    { ja: '概要', en: 'Outline', from: 'summary' },
    { ja: '漏えい等が発生し、または発生したおそれがある個人データの項目', en: 'Items of personal data', from: 'person' },
    { ja: '本人の数', en: 'Number of persons', from: 'person' },
    { ja: '原因', en: 'Cause', from: 'known' },
    { ja: '二次被害またはそのおそれの有無と内容', en: 'Secondary damage or its possibility', from: 'unknown' },
    { ja: '本人への対応の実施状況', en: 'What has been done towards the persons', from: 'person' },
    { ja: '公表の実施状況', en: 'Publication', from: 'person' },
    { ja: '再発防止のための措置', en: 'Measures against recurrence', from: 'person' },
    { ja: 'その他参考となる事項', en: 'Other matters of reference', from: 'unknown' },
  ],
  telecom: [
    { ja: '発生日時及び場所', en: 'Time and place', from: 'summary' },
    { ja: '概要', en: 'Outline', from: 'known' },
    { ja: '理由または原因', en: 'Reason or cause', from: 'unknown' },
    { ja: '措置の模様', en: 'Measures taken', from: 'person' },
    { ja: 'その他参考となる事項', en: 'Other matters of reference', from: 'person' },
  ],
  eu: [
    { ja: '事案の性質と深刻度、影響', en: 'Nature, severity and impact', from: 'known' },
    { ja: '違法または悪意の行為が疑われるか', en: 'Whether unlawful or malicious acts are suspected', from: 'person' },
    { ja: '国境を越える影響', en: 'Cross-border impact', from: 'person' },
    { ja: '侵害の指標', en: 'Indicators of compromise', from: 'known' },
    { ja: '根本原因の見込み', en: 'Likely root cause', from: 'unknown' },
    { ja: '講じた、または進行中の対策', en: 'Measures taken and ongoing', from: 'person' },
  ],
  sec: [
    { ja: '事案の性質・範囲・時期の重要な点', en: 'Material aspects of nature, scope and timing', from: 'summary' },
    { ja: '財務と業績への重要な影響またはその見込み', en: 'Material impact or reasonably likely impact', from: 'person' },
    { ja: '提出時点で分からない情報', en: 'Information not determined at the time of filing', from: 'unknown' },
  ],
};

/** A draft for a person to correct and send: what the record proves, what it leaves open, nothing in between. */
export function draftReport(view: CaseView, clock: ClockView, lang: Lang, now: Instant): string {
  const rule = ruleOf(clock.rule);
  const judgement = readJudgement(view);
  const blank = { ja: '（記入してください。記録からは分かりません）', en: '(to be filled in: the record does not say)' }[lang];
  const list = (statements: readonly Statement[]): string =>
    statements.length === 0 ? blank : statements.map((statement) => `- ${inertText(statement.text[lang])}`).join('\n');
  const summary = `${inertText(view.title)}\n${{ ja: '受付', en: 'Opened' }[lang]}: ${view.openedAt}\n${{ ja: '起算', en: 'Trigger' }[lang]}: ${JSON.stringify(clock.facts)}`;
  const text = { summary, known: list(judgement.known), unknown: list([...judgement.unknown, ...judgement.notCheckable]), person: blank };
  const family = clock.rule.startsWith('appi')
    ? 'appi'
    : clock.rule.startsWith('telecom')
      ? 'telecom'
      : clock.rule.startsWith('sec')
        ? 'sec'
        : 'eu';
  return [
    `# ${{ ja: '【下書き】', en: 'DRAFT: ' }[lang]}${rule.name[lang]} (${view.id})`,
    `${{ ja: '提出先', en: 'To' }[lang]}: ${rule.recipient[lang]}`,
    `${{ ja: '期限', en: 'Deadline' }[lang]}: ${clock.computed.deadline ?? '-'} (${rule.basis.law} ${rule.basis.article})`,
    `${{ ja: '作成', en: 'Drawn up' }[lang]}: ${now} / seq ${view.seq}`,
    '',
    ...(items[family] as readonly Item[]).flatMap((item, index) => [`## ${index + 1}. ${item[lang]}`, text[item.from], '']),
    NOT_LEGAL_ADVICE[lang],
    '',
  ].join('\n');
}
