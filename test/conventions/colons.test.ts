// SPDX-License-Identifier: Apache-2.0
// Japanese sentences of the command line, of mails and of papers have the sign of their own script: ： and no ": ".
import { readdirSync, readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { join, relative } from 'node:path';
import { parse } from 'acorn';
import { describe, expect, it } from 'vitest';

const src = join(import.meta.dirname, '../../src');
const JAPANESE = /[\u3040-\u30ff\u4e00-\u9fff]/;
/** What a text of a program with such a sign has in it; most have none, and are not read further. */
const MAYBE = /(?:[\u3040-\u30ff\u4e00-\u9fff）」』］]|\$\{[^}]*\}): /;
const WESTERN = /[\u3040-\u30ff\u4e00-\u9fff）」』］]: /;

type Node = { readonly type: string; readonly [key: string]: unknown };
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'type' in value;

/** Every text of a program, with `}` where a template fills something in; keys of objects are none. */
function textsOf(node: Node, found: string[] = []): readonly string[] {
  if (node.type === 'Literal' && typeof node['value'] === 'string') found.push(node['value']);
  if (node.type === 'TemplateLiteral')
    found.push((node['quasis'] as readonly { readonly value: { readonly raw: string } }[]).map(({ value }) => value.raw).join('）'));
  for (const [name, value] of Object.entries(node)) {
    if (name === 'key' && node.type === 'Property') continue;
    for (const each of Array.isArray(value) ? value : [value]) if (isNode(each)) textsOf(each, found);
  }
  return found;
}

const faultsIn = (code: string): readonly string[] => {
  const texts = textsOf(parse(code, { ecmaVersion: 'latest', sourceType: 'module' }) as unknown as Node);
  return texts.filter((text) => JAPANESE.test(text) && WESTERN.test(text));
};

describe('conventions/colons', () => {
  it('no Japanese text of src has a western colon', () => {
    const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((file) => /(?<!\.test)\.ts$/.test(file));
    const faults = files.flatMap((file) => {
      const text = readFileSync(join(src, file), 'utf8');
      return JAPANESE.test(text) && MAYBE.test(text)
        ? faultsIn(stripTypeScriptTypes(text)).map((one) => `${relative(src, join(src, file))}: ${one}`)
        : [];
    });
    expect(faults).toEqual([]);
  });

  it('a planted one is seen, wherever it stands; a key of an object is none', () => {
    expect(faultsIn("const a = 'ログ: なし';")).toHaveLength(1);
    expect(faultsIn('const a = `${file}: 読めない`;')).toHaveLength(1);
    expect(faultsIn('const a = { 端末: 1, ja: `端末：${name}` };')).toEqual([]);
  });
});
