// SPDX-License-Identifier: Apache-2.0
// Papers as the desk prints them, read back with tools that share nothing with the typesetter (poppler).
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { typstPrinter } from '../../src/adapters/typst/printer.ts';
import type { Paper, PaperBlock } from '../../src/common/paper.port.ts';
import { printedAt } from '../../src/common/time/printed-at.ts';
import { parseInstant } from '../../src/kernel/instant.ts';
import type { Instant } from '../../src/kernel/instant.ts';
import { seededRandom } from './random.ts';

/** JIS X 4051: what may not begin a line (closing marks, small kana, the long-vowel mark), and what may not end one. */
const NOT_FIRST = /^[、。，．・：；）)〕｝〉》」』】ーぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ々？！]/u;
const NOT_LAST = /[（(〔｛〈《「『【]$/u;
/** Points: the right edge of what may be printed on A4 by the template; marks of half a width may hang. */
const EDGE = 595.3 - 48 + 5;
/** Points; less than what stands between two cells of a table. */
const BESIDE = 6;
const HARD_LETTERS = '髙𠮷①㈱〜～﨑邉㋿';
const HOSTILE =
  '#read("/etc/passwd") #set page(width: 1pt) $x^2$ *bold* _it_ @ref <label> `raw` // c /* c */ = H - item \\u{41} #import "@preview/x:1.0.0" ${HOME} <script>alert(1)</script> =1+1';
const WORDS = [
  '漏えい',
  '調査中',
  'サーバー',
  'ファイル',
  'メールアドレス',
  'ショップ',
  'キャッシュ',
  '委託先',
  '顧客',
  '確認',
  'は',
  'を',
  'が',
  'の',
  'により',
  'ちょっと',
  'ウェブ',
  '2026年11月30日',
  'VPN',
  'TLS 1.3',
  '4,500件',
  '々',
  '第1号',
];
const MARKS = ['、', '。', '「引用」', '（括弧）', '『二重』', '【標】', '・', 'ー', '〜', '！', '？', '…'];

export type PdfPlant = 'a line begins with a comma' | 'another instant' | 'a page without its mark' | 'markup is run' | 'letters are lost';
export const pdfPlants: readonly PdfPlant[] = [
  'a line begins with a comma',
  'another instant',
  'a page without its mark',
  'markup is run',
  'letters are lost',
];
export type PdfProof = { readonly pages: number; readonly lines: number; readonly coldMillis: number; readonly faults: readonly string[] };

/** A paper of all kinds of blocks, of about a page for each section. */
export function samplePaper(sections: number, seed: number, plant: PdfPlant | null = null): Paper {
  const random = seededRandom(seed);
  const sentence = (words: number): string => {
    const parts = Array.from({ length: words }, () =>
      random.below(3) === 0 ? random.pick(WORDS) + random.pick(MARKS) : random.pick(WORDS),
    );
    return `本文${parts.join('')}。`;
  };
  const at = parseInstant('2026-11-30T01:02:03Z') as Instant;
  const blocks = (index: number): readonly PaperBlock[] => [
    { type: 'title', text: `第${index + 1}報 ${sentence(4)}` },
    { type: 'prose', text: sentence(120) },
    { type: 'prose', text: plant === 'a line begins with a comma' && index === 3 ? `あ\n、${sentence(20)}` : sentence(90) },
    { type: 'heading', text: sentence(5) },
    { type: 'text', text: index === 0 ? `${plant === 'letters are lost' ? '高吉' : HARD_LETTERS}\n${hostile(plant)}` : sentence(60) },
    { type: 'list', mark: '□', items: [sentence(25), sentence(30)] },
    { type: 'numbered', items: [sentence(20), sentence(22)] },
    { type: 'fields', rows: [['件数', sentence(18)] as const, ['SHA-256', 'b'.repeat(64)] as const] },
    {
      type: 'table',
      columns: [
        { heading: '時刻', parts: 1 },
        { heading: '出来事', parts: 3 },
      ],
      rows: [
        ['10:05', sentence(24)],
        ['10:40', sentence(26)],
      ],
    },
    { type: 'box', text: sentence(20) },
  ];
  return {
    caseId: null,
    lang: 'ja',
    title: '報告',
    organisation: '例の会 情報システム部',
    printed: printedAt(at, 'ja', 'Asia/Tokyo'),
    tlp: 'AMBER+STRICT',
    practice: true,
    size: 'a4',
    numbering: 'through',
    sections: Array.from({ length: sections }, (_, index) => ({ reference: `M-${index + 1}`, blocks: blocks(index) })),
  };
}

const hostile = (plant: PdfPlant | null): string => (plant === 'markup is run' ? 'root:x:0:0' : HOSTILE);

/** Prints it cold and once more in another process, and reads both back. */
export async function provePdf(sections: number, seed: number, plant: PdfPlant | null = null): Promise<PdfProof> {
  const paper = samplePaper(sections, seed, plant);
  const begun = performance.now();
  const pdf = await typstPrinter({ fonts: null })(paper);
  const coldMillis = performance.now() - begun;
  const other =
    plant === 'another instant' ? { ...paper, printed: { ...paper.printed, at: '2026-11-30T01:02:04.000Z' as Instant } } : paper;
  const again = await typstPrinter({ fonts: null })(other);
  const folder = mkdtempSync(join(tmpdir(), 'matoi-pdf-'));
  try {
    const file = join(folder, 'a.pdf');
    writeFileSync(file, pdf);
    const run = (tool: string, ...args: string[]) =>
      execFileSync(tool, args, { encoding: 'utf8', maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'ignore'] });
    const info = run('pdfinfo', file);
    const pages = Number(/^Pages:\s+(\d+)/m.exec(info)?.[1] ?? 0);
    const bbox = run('pdftotext', '-bbox-layout', file, '-');
    const lines = linesOf(bbox);
    const wide = [...bbox.matchAll(/<word [^>]*xMax="([\d.]+)"[^>]*>([^<]*)/g)].filter(([, end]) => Number(end) > EDGE);
    const texts = run('pdftotext', '-raw', file, '-').split('\f').slice(0, pages).map(squeezed);
    const marks =
      plant === 'a page without its mark' ? texts.map((text, index) => (index === 5 ? text.replaceAll('【訓練】', '') : text)) : texts;
    const fonts = run('pdffonts', file).split('\n').slice(2).filter(Boolean);
    const all = texts.join('');
    const faults = [
      ...lines.filter((line) => NOT_FIRST.test(line)).map((line) => `a line begins with ${line.slice(0, 20)}`),
      ...lines.filter((line) => NOT_LAST.test(line)).map((line) => `a line ends with ${line.slice(-20)}`),
      ...wide.map(([, end, word]) => `${word} runs to ${end}, over the edge`),
      ...(Buffer.compare(pdf, again) === 0 ? [] : ['two prints of one paper differ']),
      ...(/^Tagged:\s+yes/m.test(info) ? [] : ['it is not tagged']),
      ...(fonts.length > 0 ? [] : ['it holds no font']),
      ...fonts.filter((line) => !/\syes\s+yes\s+yes\s+\d+\s+\d+$/.test(line)).map((line) => `a font is not embedded: ${line}`),
      ...(all.includes(HARD_LETTERS) ? [] : [`${HARD_LETTERS} cannot be copied out`]),
      ...(all.includes(squeezed(HOSTILE)) && !all.includes('root:x:') ? [] : ['markup in the data did not stay text']),
      ...marks.flatMap((text, index) => {
        const times = text.split('【訓練】').length - 1;
        const number = `${index + 1}/${pages}ページ`;
        return [
          ...(times === 2 ? [] : [`page ${index + 1} bears ${times} marks of practice`]),
          ...(text.includes(number) ? [] : [`page ${index + 1} does not say ${number}`]),
          ...(text.split('TLP:AMBER+STRICT').length === 3 ? [] : [`page ${index + 1} lacks its TLP`]),
        ];
      }),
    ];
    return { pages, lines: lines.length, coldMillis, faults };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const squeezed = (text: string): string => text.replaceAll(/\s+/g, '');

/**
 * The lines of all pages with their words joined, as `pdftotext -bbox-layout` cuts them. It cuts off a mark that was drawn
 * nearer to its letter; what stands on the same height, right behind, is one line.
 */
function linesOf(bbox: string): readonly string[] {
  const lines: { y: number; end: number; text: string }[] = [];
  for (const [, x, y, end, , words] of bbox.matchAll(/<line xMin="(.+?)" yMin="(.+?)" xMax="(.+?)" yMax="(.+?)">([^]*?)<\/line>/g)) {
    const text = [...(words ?? '').matchAll(/<word [^>]*>([^<]*)<\/word>/g)].map(([, word]) => unescaped(word ?? '')).join('');
    const before = lines.at(-1);
    if (before !== undefined && Math.abs(before.y - Number(y)) < 1 && Math.abs(before.end - Number(x)) < BESIDE)
      lines[lines.length - 1] = { y: before.y, end: Number(end), text: before.text + text };
    else lines.push({ y: Number(y), end: Number(end), text });
  }
  return lines.map(({ text }) => text);
}

const unescaped = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&');
