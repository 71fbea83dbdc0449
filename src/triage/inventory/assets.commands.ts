// SPDX-License-Identifier: Apache-2.0
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { callerOf } from '../../edge/actor.ts';
import type { CommandCall, CommandSpec } from '../../edge/command.ts';
import type { Bilingual } from '../../kernel/bilingual.ts';
import { triageProblem } from '../problems.ts';
import { assetFields, parseHeadingPairs } from './heading-map.ts';
import type { ChosenColumns, FoundTable } from './heading-map.ts';
import { importAssets, lookAtAssets } from './import-assets.ts';
import type { AssetImportDeps } from './import-assets.ts';
import type { InventoryRead } from './inventory-file.port.ts';

/** `--map` of every command that reads a list of assets. */
export const mapOption = {
  type: 'string',
  many: true,
  value: 'HEADING=FIELD',
  about: {
    ja: '見出しの意味（製品名=product、担当課=owner など。product・vendor・version・host・path・owner・exposure・kind・ecosystem）',
    en: 'what a heading stands for (Titel=product; fields: product vendor version host path owner exposure kind ecosystem)',
  },
} as const;

/** What `--map` says; null where it is absent, undefined (with the problem said) where it is not understood. */
export function mapOf(call: CommandCall): ChosenColumns | null | undefined {
  const pairs = call.texts('map');
  if (pairs.length === 0) return null;
  const chosen = parseHeadingPairs(pairs);
  if (chosen !== null) return chosen;
  call.out.problem(triageProblem('triage.map-not-understood', { map: pairs.join(' ') }));
  return undefined;
}

/** `matoi assets import FILE`. */
export function assetsCommand(open: () => Promise<AssetImportDeps>): CommandSpec {
  return {
    path: ['assets', 'import'],
    summary: {
      ja: 'ソフトウェアと機器の一覧を取り込みます（CSV・SBOM・Vuls・dpkg・rpm）',
      en: 'Import a list of software and machines (CSV, SBOM, Vuls, dpkg, rpm)',
    },
    args: 'FILE…',
    options: {
      map: mapOption,
      preview: {
        type: 'boolean',
        about: {
          ja: 'どう読まれるかを最初の 10 行で示すだけで、何も取り込みません',
          en: 'only show how the first ten rows would be read; nothing is taken in',
        },
      },
    },
    negative: { ja: '読めない一覧があった', en: 'a list could not be read' },
    async run(call) {
      const chosen = mapOf(call);
      if (chosen === undefined) return 2;
      if (call.args.length === 0) {
        call.out.problem(triageProblem('triage.nothing-given'));
        return 2;
      }
      const deps = await open();
      let failed = false;
      for (const path of call.args) {
        const bytes = await readFile(path).catch(() => null);
        if (bytes === null) {
          call.out.problem(triageProblem('triage.file-not-readable', { file: path }));
          return 2;
        }
        const upload = { fileName: basename(path), bytes };
        const read = call.flag('preview')
          ? await lookAtAssets(deps, upload, chosen)
          : await importAssets(deps, callerOf(call), upload, chosen);
        failed ||= !read.ok;
        say(call, path, read);
      }
      return failed ? 1 : 0;
    },
  };
}

function say(call: CommandCall, file: string, read: InventoryRead): void {
  const table = read.table ?? null;
  if (!read.ok) call.out.problem(triageProblem('triage.inventory-not-readable', { file, why: read.why[call.lang] }));
  if (call.format !== 'words') {
    call.out.item(
      read.ok
        ? { file, format: read.format, items: read.items.length, refused: read.refused, left: read.left, table }
        : { file, format: 'none', items: 0, refused: [], left: [], table },
    );
    return;
  }
  if (table !== null && (!read.ok || call.flag('preview'))) for (const line of tableLines(table, call.lang)) call.out.line(line);
  if (!read.ok) return;
  const count = read.items.length;
  const said = call.flag('preview')
    ? { ja: `${count} 件と読めます`, en: `${count} item${count === 1 ? '' : 's'} can be read` }
    : { ja: `${count} 件を取り込みました`, en: `${count} item${count === 1 ? '' : 's'} taken in` };
  call.out.line(`${file}: ${said[call.lang]}`);
  for (const refused of read.refused) call.out.note(`${file}: ${refused}`);
  if (read.left.length > 0) call.out.note(columnsLeft(file, read.left)[call.lang]);
}

/** Said of every list, so that nobody believes what was not read. */
export function columnsLeft(file: string, left: readonly string[]): Bilingual {
  return { ja: `${file}：読み取らなかった列：${left.join('、')}`, en: `${file}: columns not taken: ${left.join(', ')}` };
}

/** Each heading with what it is taken for, then the rows. */
function tableLines(table: FoundTable, lang: 'ja' | 'en'): readonly string[] {
  const not = { ja: '取り込まない', en: 'not taken' }[lang];
  const fieldOf = (at: number): string => {
    const field = assetFields.find((one) => table.columns[one] === at);
    return field === 'name' ? 'product' : (field ?? not);
  };
  return [
    ...table.headings.map((heading, at) => `${heading === '' ? `(${at + 1})` : heading}: ${fieldOf(at)}`),
    '',
    ...table.rows.map((row) => row.join(' | ')),
  ];
}
