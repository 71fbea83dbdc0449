// SPDX-License-Identifier: Apache-2.0
import type { Bilingual, Lang } from '../../kernel/bilingual.ts';
import type { TriageSheet } from '../contract.ts';
import { corroborationLines } from './paper.ts';
import {
  answerWords,
  asWritten,
  authenticitySays,
  claimWords,
  confidenceWords,
  intentWords,
  itemWords,
  scopeWords,
  urgencyWords,
  whenWords,
} from './words.ts';
import { defang } from '../../common/defang.ts';

/** The sheet as lines for a terminal; every text of the mail is defanged. */
export function sheetLines(sheet: TriageSheet, lang: Lang): readonly string[] {
  const say = (text: Bilingual) => text[lang];
  const head = (ja: string, en: string) => ['', `■ ${lang === 'ja' ? ja : en}`];
  const list = (lines: TriageSheet['known'], mark: string) => lines.map((line) => `  ${mark} ${defang(say(line.text))}`);
  const from = sheet.sender.from.map(asWritten).join(', ');
  return [
    `${lang === 'ja' ? '件名' : 'Subject'}: ${defang(sheet.mail.subject)}`,
    `${lang === 'ja' ? '差出人（表示）' : 'From (as shown)'}: ${defang(from)}`,
    ...head('差出人', 'Sender'),
    `  ${say(authenticitySays(sheet.sender))}`,
    `  ${say(sheet.sender.judgedBy.why)}`,
    ...sheet.sender.checks.map(
      (check) =>
        `  ${check.mechanism.toUpperCase()}: ${sheet.sender.judgedBy.lookUps === 'off' && check.result === 'not-checkable' ? say(authenticitySays(sheet.sender)) : check.result === 'not-checkable' ? say(answerWords['not-checkable']) : check.result}${check.domain === null ? '' : ` (${defang(check.domain)})`}`,
    ),
    ...sheet.sender.warnings.map((warning) => `  ! ${defang(say(warning.text))}`),
    `  ${say(sheet.sender.caution)}`,
    ...head('文面から見た目的', 'Intent'),
    `  ${say(intentWords[sheet.intent.label])}${lang === 'ja' ? '（確からしさ：' : ' (confidence: '}${say(confidenceWords[sheet.intent.confidence])}${lang === 'ja' ? '）' : ')'}`,
    ...sheet.intent.evidence.slice(0, 8).map((hit) => `  ” ${hit.shown} — ${say(hit.about)}`),
    ...head('書かれていること', 'Claims'),
    ...sheet.claims
      .slice(0, 20)
      .map((claim) => `  ${say(claimWords[claim.kind])}: ${claim.value}${claim.version === null ? '' : ` ${claim.version}`}`),
    ...sheet.mail.attachments.flatMap((file) =>
      (file.found ?? [])
        .slice(0, 20)
        .map((one) => `  ${say(claimWords[one.kind])}: ${one.value} — ${defang(file.fileName)} ${say(one.at)}`),
    ),
    ...sheet.questions.map((question) => `  ? ${say(question.text)}`),
    ...head('裏付け', 'Corroboration'),
    ...corroborationLines(sheet, lang).map((line) => `  ${line}`),
    ...head('自組織の資産', 'Our assets'),
    ...(sheet.inventory.length === 0 ? [`  — ${say(scopeWords[sheet.inventoryScope])}`] : []),
    ...sheet.inventory.flatMap((item) => [
      `  [${say(itemWords[item.state])}] ${item.name} ${item.version ?? ''} ${item.host ?? ''}${item.path ?? ''} — ${say(item.why)}`,
      ...item.advisories
        .slice(0, 12)
        .map((one) => `      ${one.id} ${one.aliases.join(' ')} ${one.verdict === 'possible' ? say(one.reason) : one.range}`),
    ]),
    ...head('優先度', 'Priority'),
    `  ${say(urgencyWords[sheet.priority.urgency])} — ${say(sheet.priority.why)}`,
    ...[sheet.priority.deployer, sheet.priority.coordinator, sheet.priority.bod2604].map(
      (made) => `  ${say(made.name)}: ${say(made.outcomeName)}`,
    ),
    ...head('分かっていること', 'Known'),
    ...list(sheet.known, '●'),
    ...head('まだ分からないこと', 'Unknown'),
    ...list(sheet.unknown, '◐'),
    ...head('確かめられないこと', 'Not checkable'),
    ...list(sheet.notCheckable, '○'),
    ...(['hour', 'day', 'week'] as const).flatMap((when) => [
      ...head(whenWords[when].ja, whenWords[when].en),
      ...sheet.next.filter((step) => step.when === when).map((step) => `  □ ${say(step.text)} — ${say(step.why)} [${say(step.who)}]`),
    ]),
  ];
}
