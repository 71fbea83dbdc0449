// SPDX-License-Identifier: Apache-2.0
import type { Paper, PaperBlock } from '../../common/paper.port.ts';
import { printedAt } from '../../common/time/printed-at.ts';
import type { Lang } from '../../kernel/bilingual.ts';
import { htmlText, withoutTurns } from '../../kernel/text.ts';
import { STYLE } from '../page/html.ts';
import type { CaseRecord } from './read-report.ts';
import type { CaseReport } from './report.ts';

/** The report on numbered pages; the printer makes the same bytes of the same record at the same instant. */
export function reportPaper({ view, marked, organisation, at, zone }: CaseRecord, { title, blocks }: CaseReport, lang: Lang): Paper {
  return {
    caseId: view.id,
    lang,
    title,
    organisation: organisation[lang],
    printed: printedAt(at, lang, zone),
    tlp: view.tlp,
    practice: marked,
    size: 'a4',
    numbering: 'through',
    sections: [{ reference: view.id, blocks }],
  };
}

/** One page that needs no other file; no script, and every text inert. */
export function reportHtml({ view, marked }: CaseRecord, { title, blocks }: CaseReport, lang: Lang): string {
  return `<!doctype html>
<html lang="${lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex"><title>${htmlText(title)}</title><style>${STYLE}main{max-width:60rem}table{border-collapse:collapse;width:100%;font-size:.9rem}th,td{border:1px solid #bbb3a3;padding:.2rem .4rem;text-align:left;vertical-align:top}</style></head>
<body><main><p class="small">TLP:${view.tlp}${practice(marked, lang)}</p>
${blocks.map(htmlOf).join('\n')}
</main></body></html>
`;
}

/** The report as CommonMark with tables; no text in it is read as a mark, a link or HTML. */
export function reportMarkdown({ view, marked }: CaseRecord, { blocks }: CaseReport, lang: Lang): string {
  return `TLP:${view.tlp}${practice(marked, lang)}\n\n${blocks.map(markdownOf).join('\n\n')}\n`;
}

function practice(is: boolean, lang: Lang): string {
  return is ? ` ${{ ja: '【訓練】', en: '[EXERCISE]' }[lang]}` : '';
}

const lines = (text: string) => withoutTurns(text).split('\n');
const cell = (text: string) => lines(text).map(htmlText).join('<br>');

function htmlOf(block: PaperBlock): string {
  switch (block.type) {
    case 'title':
      return `<h1>${cell(block.text)}</h1>`;
    case 'heading':
      return `<h2>${cell(block.text)}</h2>`;
    case 'subheading':
      return `<h3>${cell(block.text)}</h3>`;
    case 'list':
      return `<ul>${block.items.map((item) => `<li>${cell(item)}</li>`).join('')}</ul>`;
    case 'fields':
      return `<table>${block.rows.map(([name, value]) => `<tr><th scope="row">${cell(name)}</th><td>${cell(value)}</td></tr>`).join('')}</table>`;
    case 'table':
      return `<table><thead><tr>${block.columns.map(({ heading }) => `<th scope="col">${cell(heading)}</th>`).join('')}</tr></thead><tbody>${block.rows
        .map((row) => `<tr>${row.map((one) => `<td>${cell(one)}</td>`).join('')}</tr>`)
        .join('\n')}</tbody></table>`;
    case 'small':
      return `<p class="small">${cell(block.text)}</p>`;
    default:
      return 'text' in block ? `<p>${cell(block.text)}</p>` : '';
  }
}

/** Every character that CommonMark could read as a mark, and what would start a line as one. */
function plain(text: string): string {
  return withoutTurns(text).replaceAll(/[\\`*_{}[\]()<>#+\-.!|&~:@^$=/"']/g, '\\$&');
}
const plainCell = (text: string) => text.split('\n').map(plain).join('<br>');

function markdownOf(block: PaperBlock): string {
  switch (block.type) {
    case 'title':
      return `# ${plainCell(block.text)}`;
    case 'heading':
      return `## ${plainCell(block.text)}`;
    case 'subheading':
      return `### ${plainCell(block.text)}`;
    case 'list':
      return block.items.map((item) => `- ${plainCell(item)}`).join('\n');
    case 'fields':
      return [row(['', '']), row(['---', '---'], false), ...block.rows.map((one) => row(one))].join('\n');
    case 'table':
      return [
        row(block.columns.map(({ heading }) => heading)),
        row(
          block.columns.map(() => '---'),
          false,
        ),
        ...block.rows.map((one) => row(one)),
      ].join('\n');
    default:
      return 'text' in block ? plainCell(block.text) : '';
  }
}

function row(cells: readonly string[], text = true): string {
  return `| ${cells.map((one) => (text ? plainCell(one) : one)).join(' | ')} |`;
}
