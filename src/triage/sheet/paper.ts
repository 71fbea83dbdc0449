// SPDX-License-Identifier: Apache-2.0
import type { Bilingual, Lang } from '../../kernel/bilingual.ts';
import { defang } from '../../common/defang.ts';
import { printedAt } from '../../common/time/printed-at.ts';
import type { Paper, PaperBlock } from '../../common/paper.port.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { TriageSheet } from '../contract.ts';
import { answers } from '../advisory/corroborate.ts';
import {
  answerWords,
  asWritten,
  authenticitySays,
  claimWords,
  intentWords,
  itemWords,
  scopeWords,
  urgencyWords,
  whenWords,
} from './words.ts';

/** What stands at the head and foot of each page; `caseId` and `organisation` may be empty. `zone`: on whose wall it was printed. */
export type SheetHead = {
  readonly caseId: string;
  readonly organisation: string;
  readonly lang: Lang;
  readonly at: Instant;
  readonly zone: string;
};

/** The sheet as two pages of paper: the responder's, and the manager's half in plain words. Nothing on it is a live link of the mail. */
export function sheetPaper(sheet: TriageSheet, { caseId, organisation, lang, at, zone }: SheetHead): Paper {
  const say = (text: Bilingual) => text[lang];
  const pick = (ja: string, en: string) => (lang === 'ja' ? ja : en);
  const from = sheet.sender.from.map(asWritten).join(', ');
  const heading = (ja: string, en: string): PaperBlock => ({ type: 'heading', text: pick(ja, en) });
  const affected = sheet.inventory.filter((item) => item.state === 'affected' || item.state === 'possible');
  const first: PaperBlock[] = [
    { type: 'title', text: defang(sheet.mail.subject) || pick('（件名なし）', '(no subject)') },
    { type: 'text', text: `${pick('差出人（表示のまま）', 'From, as shown')}: ${defang(from)}` },
    {
      type: 'text',
      text: `${pick('差出人の確認', 'Sender')}: ${say(authenticitySays(sheet.sender))} — ${say(sheet.sender.judgedBy.why)}`,
    },
    {
      type: 'text',
      text: `${pick('文面から見た目的', 'Intent')}: ${say(intentWords[sheet.intent.label])} / ${pick('緊急度', 'Urgency')}: ${say(urgencyWords[sheet.priority.urgency])} — ${say(sheet.priority.why)}`,
    },
    ...ifAny(
      { type: 'text', text: pick('根拠の引用:', 'It rests on these quotes:') },
      '–',
      sheet.intent.evidence.slice(0, 4).map((hit) => quoted(hit.shown.replace(/\s+/g, ' ').slice(0, 180), lang)),
    ),
    ...ifAny(
      heading('書かれていること', 'What it says'),
      '・',
      sheet.claims.slice(0, 10).map((claim) => `${say(claimWords[claim.kind])}: ${claim.value} ${claim.version ?? ''}`.trim()),
    ),
    ...ifAny(
      heading('添付の中の手がかり', 'To look for, from the attachments'),
      '・',
      sheet.mail.attachments
        .flatMap((file) => (file.found ?? []).map((one) => `${one.value} — ${file.fileName} ${say(one.at)}`))
        .slice(0, 10),
    ),
    heading('分かっていること', 'Known'),
    list(
      '●',
      sheet.known.slice(0, 8).map((line) => say(line.text)),
      pick('ありません', 'Nothing'),
    ),
    heading('まだ分からないこと', 'Unknown'),
    list(
      '◐',
      sheet.unknown.slice(0, 8).map((line) => say(line.text)),
      pick('ありません', 'Nothing'),
    ),
    heading('確かめられないこと', 'Not checkable'),
    list(
      '○',
      sheet.notCheckable.slice(0, 8).map((line) => say(line.text)),
      pick('ありません', 'Nothing'),
    ),
    heading('裏付け', 'Corroboration'),
    list('・', corroborationLines(sheet, lang)),
    heading('自組織の該当', 'Our assets'),
    affected.length === 0
      ? { type: 'text', text: say(scopeWords[sheet.inventoryScope]) }
      : list(
          '・',
          affected
            .slice(0, 8)
            .map(
              (item) =>
                `${say(itemWords[item.state])}: ${[item.name, item.version, item.host].filter(Boolean).join(' ')} — ${numbersOf(item)}`,
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
  const reference = `${caseId === '' ? '' : `${caseId} / `}${sheet.file.split('/').at(-1) ?? ''} / SHA-256 ${sheet.mail.sha256.slice(0, 16)}…`;
  return {
    caseId: caseId === '' ? null : caseId,
    lang,
    title: pick('トリアージシート', 'Triage sheet'),
    organisation,
    printed: printedAt(at, lang, zone),
    tlp: null,
    practice: false,
    size: 'a4',
    numbering: 'through',
    sections: [
      { reference, blocks: first },
      { reference, blocks: second },
    ],
  };
}

function ifAny(title: PaperBlock, mark: string, items: readonly string[]): readonly PaperBlock[] {
  return items.length === 0 ? [] : [title, list(mark, items)];
}

const quoted = (text: string, lang: Lang) => (lang === 'ja' ? `「${text}」` : `“${text}”`);

/** One line for each answer: what was asked and of whom, hits first. A long row of "not checkable" says no more than one. */
export function corroborationLines(sheet: TriageSheet, lang: Lang): readonly string[] {
  const groups = new Map<string, string[]>();
  for (const one of sheet.corroboration.toSorted((a, b) => answers.indexOf(a.answer) - answers.indexOf(b.answer))) {
    const key = one.claim.value === '' ? NOTHING_TO_COMPARE[lang] : `${one.claim.value}: ${answerWords[one.answer][lang]}`;
    groups.set(key, [...(groups.get(key) ?? []), `${one.source.toUpperCase()}${one.asOf === null ? '' : ` (${one.asOf})`}`]);
  }
  return [...groups].slice(0, 10).map(([key, sources]) => `${key} — ${sources.join(lang === 'ja' ? '・' : ', ')}`);
}

/** The report is silent, not the source: nobody could look anything up. */
const NOTHING_TO_COMPARE: Bilingual = {
  ja: '照合していない（番号・製品名・版が書かれていない）',
  en: 'not compared (no number, product or version is named)',
};

function numbersOf(item: TriageSheet['inventory'][number]): string {
  const ids = item.advisories.slice(0, 3).map((one) => one.id);
  return `${ids.join(', ')}${item.advisories.length > 3 ? ` +${item.advisories.length - 3}` : ''}`;
}

function list(mark: string, items: readonly string[], nothing = '—'): PaperBlock {
  if (items.length === 0) return { type: 'text', text: nothing };
  return { type: 'list', mark, items: items.map((item) => defang(item)) };
}
