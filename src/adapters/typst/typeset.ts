// SPDX-License-Identifier: Apache-2.0
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { encodeQR } from 'qr';
import type { Paper, PaperBlock } from '../../common/paper.port.ts';
import { withoutTurns } from '../../kernel/text.ts';
import { lettersOf, showable } from './letters.ts';
import { TEMPLATE } from './template.ts';

const OWN = ['400Regular/NotoSansJP_400Regular.ttf', '700Bold/NotoSansJP_700Bold.ttf'];
const FONT = /\.(?:ttf|otf|ttc)$/i;
/** Tables of a font that says Noto Sans JP; what it lacks is taken from the fonts of the folder. */
const FAMILY = 'Noto Sans JP';

/** Sets papers with Noto Sans JP and the fonts in `folder` (null: none), and with nothing else of this machine. */
export function typesetter(folder: string | null): (paper: Paper) => Uint8Array {
  const own = dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/noto-sans-jp/package.json'));
  const others =
    folder === null
      ? []
      : readdirSync(folder)
          .filter((name) => FONT.test(name))
          .toSorted();
  const fonts = [...OWN.map((name) => join(own, name)), ...others.map((name) => join(folder ?? '', name))].map((path) =>
    readFileSync(path),
  );
  const show = showable(fonts.map(lettersOf));
  const inert = (text: string) => show(withoutTurns(text.replaceAll(/\r\n?/g, '\n').replaceAll('\t', '    ')).toWellFormed());
  const compiler = NodeCompiler.create({ fontArgs: [{ fontBlobs: fonts }] });
  return (paper) => {
    const data = JSON.stringify(dataOf(paper, inert));
    const pdf = compiler.pdf({ mainFileContent: TEMPLATE, inputs: { paper: data } });
    // What was remembered of one paper is of no use for the next, and would pile up.
    compiler.evictCache(0);
    return new Uint8Array(pdf);
  };
}

function dataOf(paper: Paper, inert: (text: string) => string): unknown {
  const at = new Date(paper.printed.at);
  return {
    ...paper,
    fonts: [FAMILY],
    title: inert(paper.title),
    organisation: inert(paper.organisation),
    printed: inert(paper.printed.shown),
    date: [at.getUTCFullYear(), at.getUTCMonth() + 1, at.getUTCDate(), at.getUTCHours(), at.getUTCMinutes(), at.getUTCSeconds()],
    sections: paper.sections.map(({ reference, blocks }) => ({
      reference: inert(reference),
      blocks: blocks.map((block) => blockOf(block, inert)),
    })),
  };
}

function blockOf(block: PaperBlock, inert: (text: string) => string): unknown {
  if (block.type === 'address') return { ...block, lines: block.lines.map(inert) };
  if (block.type === 'list') return { ...block, mark: inert(block.mark), items: block.items.map(inert) };
  if (block.type === 'numbered') return { ...block, items: block.items.map(inert) };
  if (block.type === 'fields') return { ...block, rows: block.rows.map((row) => row.map(inert)) };
  if (block.type === 'table')
    return {
      ...block,
      columns: block.columns.map(({ heading, parts }) => ({ heading: inert(heading), parts })),
      rows: block.rows.map((row) => row.map(inert)),
    };
  if (block.type === 'lines') return block;
  if (block.type === 'qr') return { type: 'qr', means: inert(block.means), svg: encodeQR(block.text, 'svg') };
  return { ...block, text: inert(block.text) };
}
