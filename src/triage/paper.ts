// SPDX-License-Identifier: Apache-2.0
import type { Bilingual, Lang } from '../kernel/bilingual.ts';
import { defang } from './defang.ts';
import type { Paper, PaperBlock } from './paper.port.ts';
import type { TriageSheet } from './contract.ts';
import { answerWords, authenticityWords, intentWords, itemWords, urgencyWords, whenWords } from './words.ts';

/** The sheet as two pages of paper: the responder's, and the manager's half in plain words. Nothing on it is a live link of the mail. */
export function sheetPaper(sheet: TriageSheet, caseId: string, lang: Lang): Paper {
  const say = (text: Bilingual) => text[lang];
  const pick = (ja: string, en: string) => (lang === 'ja' ? ja : en);
  const from = sheet.sender.from.map((one) => `${one.name} <${one.address}>`).join(', ');
  const heading = (ja: string, en: string): PaperBlock => ({ type: 'heading', text: pick(ja, en) });
  const affected = sheet.inventory.filter((item) => item.state === 'affected' || item.state === 'possible');
  const first: PaperBlock[] = [
    { type: 'title', text: defang(sheet.mail.subject) || pick('（件名なし）', '(no subject)') },
    { type: 'text', text: `${pick('差出人（表示のまま）', 'From, as shown')}: ${defang(from)}` },
    {
      type: 'text',
      text: `${pick('差出人の確認', 'Sender')}: ${say(authenticityWords[sheet.sender.authenticity])} — ${say(sheet.sender.judgedBy.why)}`,
    },
    {
      type: 'text',
      text: `${pick('文面の型', 'Intent')}: ${say(intentWords[sheet.intent.label])} / ${pick('急ぎ具合', 'Urgency')}: ${say(urgencyWords[sheet.priority.urgency])} — ${say(sheet.priority.why)}`,
    },
    list(
      '”',
      sheet.intent.evidence.slice(0, 4).map((hit) => hit.shown.replace(/\s+/g, ' ').slice(0, 180)),
    ),
    heading('分かっていること', 'Known'),
    list(
      '●',
      sheet.known.slice(0, 8).map((line) => say(line.text)),
    ),
    heading('まだ分からないこと', 'Unknown'),
    list(
      '◐',
      sheet.unknown.slice(0, 8).map((line) => say(line.text)),
    ),
    heading('確かめられないこと', 'Not checkable'),
    list(
      '○',
      sheet.notCheckable.slice(0, 8).map((line) => say(line.text)),
    ),
    heading('裏付け', 'Corroboration'),
    list(
      '・',
      sheet.corroboration
        .slice(0, 8)
        .map(
          (one) =>
            `${one.source.toUpperCase()} ${one.claim.value}: ${say(answerWords[one.answer])}${one.asOf === null ? '' : ` (${one.asOf})`}`,
        ),
    ),
    heading('自社の該当', 'Own items'),
    list(
      '・',
      affected.slice(0, 8).map(
        (item) =>
          `${say(itemWords[item.state])}: ${item.name} ${item.version ?? ''} ${item.host ?? ''} — ${item.advisories
            .slice(0, 3)
            .map((one) => one.id)
            .join(', ')}`,
      ),
    ),
    ...(['hour', 'day', 'week'] as const).flatMap((when): PaperBlock[] => [
      { type: 'heading', text: say(whenWords[when]) },
      list(
        '□',
        sheet.next.filter((step) => step.when === when).map((step) => `${say(step.text)} [${say(step.who)}]`),
      ),
    ]),
  ];
  const second: PaperBlock[] = [
    { type: 'title', text: pick('責任者へのお知らせ', 'For the manager') },
    ...say(sheet.manager)
      .split('\n')
      .map((text): PaperBlock => ({ type: 'text', text })),
    heading('連絡先', 'Whom to call'),
    list(
      '☎',
      sheet.call.map((one) => `${say(one.whom)}: ${say(one.how)}`),
    ),
  ];
  return {
    lang,
    header: `${caseId} / ${sheet.file.split('/').at(-1) ?? ''} / SHA-256 ${sheet.mail.sha256.slice(0, 16)}…`,
    pages: [first, second],
  };
}

function list(mark: string, items: readonly string[]): PaperBlock {
  return { type: 'list', mark, items: items.map((item) => defang(item)) };
}
