// SPDX-License-Identifier: Apache-2.0
import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import type { PrintSheet } from '../../triage/sheet/paper.port.ts';
import { SHEET_TEMPLATE } from './sheet-template.ts';

const JAPANESE = /(?:NotoSans(?:CJK)?[-_]?(?:jp|JP)|NotoSansJP|NotoSansCJK|ipaexg|IPAexGothic|ipag)[^/]*\.(?:ttf|otf|ttc)$/i;
const SYSTEM = ['/usr/share/fonts', '/usr/local/share/fonts', '/Library/Fonts', '/System/Library/Fonts'];
const DEEPEST = 5;

/**
 * A4 by Typst. Font files (TrueType or OpenType; Typst reads no woff2) are looked for in MATOI_FONTS, in an installed font
 * package and in the system's folders; without one that has Japanese letters the answer is null, never a page of boxes.
 */
export function typstPrinter(env: Readonly<Record<string, string | undefined>>): PrintSheet {
  const kept: { compiler: NodeCompiler | null; looked: boolean } = { compiler: null, looked: false };
  return (paper) => {
    if (!kept.looked) {
      kept.looked = true;
      kept.compiler = compilerWith(fontFolders(env));
    }
    if (kept.compiler === null) return Promise.resolve(null);
    const pdf = kept.compiler.pdf({ mainFileContent: SHEET_TEMPLATE, inputs: { paper: JSON.stringify(paper) } });
    return Promise.resolve(new Uint8Array(pdf));
  };
}

function compilerWith(folders: readonly string[]): NodeCompiler | null {
  const holding = folders.filter((folder) => holdsJapanese(folder, 0));
  if (holding.length === 0) return null;
  return NodeCompiler.create({ fontArgs: [{ fontPaths: [...holding] }] });
}

function fontFolders(env: Readonly<Record<string, string | undefined>>): readonly string[] {
  const chosen = env['MATOI_FONTS'] === undefined ? [] : [env['MATOI_FONTS']];
  return [...chosen, ...packageFolder(), ...SYSTEM].filter((folder) => existsSync(folder));
}

function packageFolder(): readonly string[] {
  try {
    return [dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/noto-sans-jp/package.json'))];
  } catch {
    return [];
  }
}

function holdsJapanese(folder: string, depth: number): boolean {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    return (
      entries.some((entry) => entry.isFile() && JAPANESE.test(entry.name)) ||
      (depth < DEEPEST && entries.some((entry) => entry.isDirectory() && holdsJapanese(join(folder, entry.name), depth + 1)))
    );
  } catch {
    // A folder that may not be read holds no font for us.
    return false;
  }
}
