// SPDX-License-Identifier: Apache-2.0
// Every text that stands in the code in two languages says the same in both: figures, what is filled in, and each in its
// own language; and none shows a code of the desk's own.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from '@swc/core';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { figuresApart } from '../support/figures.ts';

const root = join(import.meta.dirname, '../..');
type Pair = { readonly ja: string; readonly en: string; readonly filledJa: readonly string[]; readonly filledEn: readonly string[] };
type Node = { readonly type?: string; readonly [key: string]: unknown };

const FILLED = '\u0001';

/** A text as written, with a mark for each expression in it; null where it is none. */
function textOf(node: Node, source: Buffer, base: number): { readonly text: string; readonly filled: readonly string[] } | null {
  if (node.type === 'StringLiteral') return { text: String(node['value']), filled: [] };
  if (node.type !== 'TemplateLiteral') return null;
  const quasis = (node['quasis'] as readonly { readonly cooked: string }[]).map(({ cooked }) => cooked);
  const filled = (node['expressions'] as readonly { readonly span?: { readonly start: number; readonly end: number } }[]).map(({ span }) =>
    span === undefined ? '' : source.subarray(span.start - base, span.end - base).toString('utf8'),
  );
  return { text: quasis.join(FILLED), filled };
}

function pairsOf(code: string, tsx: boolean): readonly Pair[] {
  const program = parseSync(code, { syntax: 'typescript', tsx, target: 'esnext' }) as unknown as Node & { span: { start: number } };
  const source = Buffer.from(code);
  // swc counts bytes from where the first token stands in its own table of files.
  const base = program.span.start - Buffer.byteLength(/^(?:\s|\/\/[^\n]*\n|\/\*[\s\S]*?\*\/)*/.exec(code)?.[0] ?? '');
  const found: Pair[] = [];
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) return value.forEach(visit);
    if (typeof value !== 'object' || value === null) return;
    const node = value as Node;
    if (node.type === 'ObjectExpression') {
      const of = (name: string): Node | undefined =>
        (
          node['properties'] as readonly { readonly type: string; readonly key?: { readonly value?: unknown }; readonly value?: Node }[]
        ).find((property) => property.type === 'KeyValueProperty' && property.key?.value === name)?.value;
      const [left, right] = [of('ja'), of('en')];
      const ja = left === undefined ? null : textOf(left, source, base);
      const en = right === undefined ? null : textOf(right, source, base);
      if (ja !== null && en !== null) found.push({ ja: ja.text, en: en.text, filledJa: ja.filled, filledEn: en.filled });
    }
    Object.values(node).forEach(visit);
  };
  visit(program['body']);
  return found;
}

function pairsOfYaml(value: unknown): readonly Pair[] {
  if (Array.isArray(value)) return value.flatMap(pairsOfYaml);
  if (typeof value !== 'object' || value === null) return [];
  const { ja, en } = value as { readonly ja?: unknown; readonly en?: unknown };
  if (typeof ja === 'string' && typeof en === 'string') return [{ ja, en, filledJa: [], filledEn: [] }];
  return Object.values(value).flatMap(pairsOfYaml);
}

/** A field whose values are the code's own names; people read words for them. */
const STATE = /[.](?:state|verdict|kind|severity|urgency|role|channel|mark|outcome|is|station|lane|purpose|answer|phase|stage|decision)$/;

const JAPANESE = /[\u3040-\u30ff\u4e00-\u9fff]/;
/** What is wrong with a pair; empty when nothing is. */
function faults({ ja, en, filledJa, filledEn }: Pair): readonly string[] {
  const plain = (text: string) => text.replaceAll(/`[^`]*`/g, '');
  const said: string[] = [...figuresApart(ja, en)];
  if (!JAPANESE.test(ja) && /[a-z]{4}/.test(ja) && ja !== en) said.push('the Japanese text is not Japanese');
  if (JAPANESE.test(en.replaceAll(/[「（(“][^」）)”]*[」）)”]/g, ''))) said.push('the English text holds Japanese');
  for (const text of [plain(ja), plain(en)])
    if (/(?:^|[\s（(「])[a-z]+\.[a-z]+(?:-[a-z]+)+(?:$|[\s）)」。、])/.test(text)) said.push('a code of the desk is shown');
  for (const value of [...filledJa, ...filledEn]) if (STATE.test(value)) said.push(`a state is shown as the code has it: ${value}`);
  if ((filledJa.length === 0) !== (filledEn.length === 0))
    said.push(`filled in one language only: ${[...filledJa, ...filledEn].join(', ')}`);
  return said;
}

const files = execFileSync('git', ['ls-files', 'src', 'web'], { cwd: root, encoding: 'utf8' })
  .split('\n')
  .filter((file) => /\.(?:tsx?|yaml)$/.test(file) && !/\.test\.tsx?$/.test(file));

describe('conventions/pairs: both languages say the same', () => {
  const pairs = files.flatMap((file) => {
    const text = readFileSync(join(root, file), 'utf8');
    if (!/\bja:/.test(text)) return [];
    return (file.endsWith('.yaml') ? pairsOfYaml(parse(text)) : pairsOf(text, file.endsWith('.tsx'))).map((pair) => ({ file, pair }));
  });

  it('no pair says a figure, a code or another language in one of them alone', () => {
    expect(pairs.length).toBeGreaterThan(2000);
    expect(pairs.flatMap(({ file, pair }) => faults(pair).map((fault) => `${file}: ${fault}: ${pair.ja} | ${pair.en}`))).toEqual([]);
  });

  it.each([
    ['{ ja: `${n} 人に知らせた。残り 3 人`, en: `${n} people were told` }', '3 only in Japanese'],
    ["{ ja: '期限は24時間です', en: 'You have 72 hours' }", '24 only in Japanese'],
    ["{ ja: 'appi.preliminary-report の期限', en: 'The deadline' }", 'a code of the desk is shown'],
    ["{ ja: 'not checkable', en: 'not checkable here' }", 'the Japanese text is not Japanese'],
    ["{ ja: '保留中', en: '保留中 (held)' }", 'the English text holds Japanese'],
    ['{ ja: `${when} に送った`, en: "It was sent" }', 'filled in one language only: when'],
    ['{ ja: `結果は ${one.verdict}`, en: `The verdict: ${words[one.verdict]}` }', 'a state is shown as the code has it: one.verdict'],
    ["{ ja: '六桁の番号、1万人、3月2日', en: 'six digits, 10,000 people, 2 March' }", undefined],
  ])('%s', (code, fault) => {
    const [pair] = pairsOf(`export const text = ${code};`, false);
    expect(faults(pair as Pair)[0]).toBe(fault);
  });
});
