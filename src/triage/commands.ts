// SPDX-License-Identifier: Apache-2.0
import { readFile, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { CommandCall, CommandSpec } from '../edge/command.ts';
import type { Clock } from '../kernel/instant.ts';
import type { HashBytes } from '../kernel/sha256.ts';
import { advisorySources } from './advisory/advisory.port.ts';
import type { AdvisorySource } from './advisory/advisory.port.ts';
import { advisoryStatus } from './advisory/advisory-status.ts';
import type { AdvisoryFiles } from './advisory/advisory-files.port.ts';
import { examine } from './examination/examine.ts';
import type { ExamineDeps } from './examination/examine.ts';
import { assetsCommand, columnsLeft, mapOf, mapOption } from './inventory/assets.commands.ts';
import type { AssetImportDeps } from './inventory/import-assets.ts';
import type { InventoryItem } from './inventory/inventory.ts';
import type { ReadInventory } from './inventory/inventory-file.port.ts';
import type { Bilingual } from '../kernel/bilingual.ts';
import type { OpenMirror } from './advisory/mirror.port.ts';
import { sheetPaper } from './sheet/paper.ts';
import type { PrintPaper } from '../common/paper.port.ts';
import { sheetLines } from './sheet/print.ts';
import { triageProblem } from './problems.ts';
import { syncAdvisories } from './advisory/sync.ts';
import type { Synced } from './advisory/sync.ts';
import { sheetWire } from './sheet/sheet.view.ts';

export type Chosen = {
  readonly ownServers: readonly string[];
  readonly ownDomains: readonly string[];
  readonly lookUps: 'off' | 'system';
  readonly recorded: string | null;
};

export type TriageCommandDeps = {
  readonly print: PrintPaper;
  readonly clock: Clock;
  readonly hash: HashBytes;
  readonly advisories: AdvisoryFiles;
  readonly readInventory: ReadInventory;
  readonly openMirror: OpenMirror;
  /** The mirror that the operator set; null where none is. */
  readonly mirror: string | null;
  /** Where a list of assets is kept; opens the store. */
  readonly assets: () => Promise<AssetImportDeps>;
  /** Builds what examining needs; opens no store and asks no name server unless it is told to. */
  readonly examiner: (chosen: Chosen) => Promise<Omit<ExamineDeps, 'advisories' | 'hash'>>;
};

/** `matoi triage FILE`, `matoi assets import`, and `matoi advisories import|sync|status`. */
export function triageCommands(deps: TriageCommandDeps): readonly CommandSpec[] {
  return [triageCommand(deps), assetsCommand(deps.assets), importCommand(deps), syncCommand(deps), statusCommand(deps)];
}

function triageCommand(deps: TriageCommandDeps): CommandSpec {
  return {
    path: ['triage'],
    summary: {
      ja: 'メールを二つの軸（差出人と中身）で調べ、次にすることを出します。既定では、通信も送信もしません',
      en: 'Look at a mail on two axes (sender and claim) and say what to do next; nothing is sent or fetched',
    },
    args: 'FILE.eml…',
    options: {
      inventory: {
        type: 'string',
        many: true,
        value: 'FILE',
        about: { ja: '資産の一覧（CSV・CycloneDX・SPDX・dpkg・rpm）', en: 'list of assets (CSV, CycloneDX, SPDX, dpkg, rpm)' },
      },
      map: mapOption,
      'own-server': {
        type: 'string',
        many: true,
        value: 'HOST',
        about: { ja: '自組織の受信サーバーの名前（これの判定だけを信じる）', en: 'name of an own receiving server (only its word counts)' },
      },
      'own-domain': { type: 'string', many: true, value: 'DOMAIN', about: { ja: '自組織のドメイン', en: 'own domain' } },
      dns: {
        type: 'boolean',
        about: { ja: '差出人のドメインを DNS で確かめる（外に問い合わせる）', en: 'check the sender by DNS look-ups (asks outside)' },
      },
      'dns-records': {
        type: 'string',
        value: 'FILE.json',
        about: { ja: '保存した DNS の答えで確かめる', en: 'check with recorded DNS answers' },
      },
      pdf: { type: 'string', value: 'FILE.pdf', about: { ja: 'PDF で出力する', en: 'write the sheet as PDF' } },
      text: {
        type: 'boolean',
        about: {
          ja: '位置の元になる本文も JSON に入れる（生のリンクを含む）',
          en: 'put the text that offsets refer to into the JSON (holds live links)',
        },
      },
    },
    negative: { ja: '自動では読めないメールがあった（人が読む）', en: 'a mail could not be read by the desk (a person must)' },
    run: (call) => runTriage(deps, call),
  };
}

async function runTriage(deps: TriageCommandDeps, call: CommandCall): Promise<0 | 1 | 2 | 3> {
  if (call.args.length === 0) {
    call.out.problem(triageProblem('triage.nothing-given'));
    return 2;
  }
  const inventory = await inventoryFrom(deps, call);
  if (inventory === null) return 2;
  const advisories = deps.advisories.open();
  try {
    const examiner = await deps.examiner({
      ownServers: call.texts('own-server'),
      ownDomains: call.texts('own-domain'),
      lookUps: call.flag('dns') ? 'system' : 'off',
      recorded: call.text('dns-records') ?? null,
    });
    let unreadable = false;
    for (const file of call.args) {
      const bytes = file === '-' ? await readAll(call.stdin()) : await readFile(file).catch(() => null);
      if (bytes === null) {
        call.out.problem(triageProblem('triage.file-not-readable', { file }));
        return 2;
      }
      const seen = await examine({ ...examiner, advisories, hash: deps.hash }, bytes, inventory, deps.clock.now());
      unreadable ||= !seen.readable;
      const sheet = sheetWire(seen, file, call.flag('text'));
      const pdf = call.text('pdf');
      if (pdf !== undefined) {
        // Without a desk there is only the machine's own zone.
        const { timeZone: zone } = new Intl.DateTimeFormat().resolvedOptions();
        const head = { caseId: '', organisation: '', lang: call.lang, at: deps.clock.now(), zone };
        await writeFile(pdf, await deps.print(sheetPaper(sheet, head)));
      }
      if (call.format === 'json' && call.args.length === 1) call.out.json(sheet);
      else if (call.format !== 'words') call.out.item(sheet);
      else for (const line of sheetLines(sheet, call.lang)) call.out.line(line);
    }
    return unreadable ? 1 : 0;
  } finally {
    advisories.close();
  }
}

async function readAll(stream: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function inventoryFrom(deps: TriageCommandDeps, call: CommandCall): Promise<readonly InventoryItem[] | null> {
  const items: InventoryItem[] = [];
  const chosen = mapOf(call);
  if (chosen === undefined) return null;
  for (const file of call.texts('inventory')) {
    const bytes = await readFile(file).catch(() => null);
    if (bytes === null) {
      call.out.problem(triageProblem('triage.file-not-readable', { file }));
      return null;
    }
    const read = await deps.readInventory(basename(file), bytes, { chosen });
    if (!read.ok) {
      call.out.problem(triageProblem('triage.inventory-not-readable', { file, why: read.why[call.lang] }));
      return null;
    }
    for (const refused of read.refused) call.out.note(`${file}: ${refused}`);
    if (read.left.length > 0) call.out.note(columnsLeft(file, read.left)[call.lang]);
    items.push(...read.items);
  }
  return items;
}

function importCommand(deps: TriageCommandDeps): CommandSpec {
  return {
    path: ['advisories', 'import'],
    summary: {
      ja: '公開情報のデータをファイルから取り込みます（通信しません）',
      en: 'Import published advisories from a file or folder (no network)',
    },
    args: 'SOURCE PATH',
    options: {
      delta: {
        type: 'boolean',
        about: { ja: '今あるものに上書きで足す（NVD の期間分など）', en: 'put over what is there (a window of NVD, say)' },
      },
      url: { type: 'string', value: 'URL', about: { ja: '入手先（記録に残す）', en: 'where it came from, for the record' } },
      'as-of': { type: 'string', value: 'YYYY-MM-DD', about: { ja: 'データの日付', en: 'date of the data' } },
    },
    async run(call) {
      const [source = '', path] = call.args;
      if (!(advisorySources as readonly string[]).includes(source) || path === undefined) {
        call.out.problem(triageProblem('triage.unknown-source', { source }));
        return 2;
      }
      const asOf = call.text('as-of') ?? null;
      const done = await deps.advisories.import({
        source: source as AdvisorySource,
        path,
        mode: call.flag('delta') ? 'delta' : 'whole',
        url: call.text('url') ?? null,
        recordsAsOf: asOf !== null && /^\d{4}-\d{2}-\d{2}$/.test(asOf) ? asOf : null,
      });
      if (!done.ok) {
        call.out.problem(
          triageProblem(done.error === 'empty' ? 'triage.import-empty' : 'triage.file-not-readable', { source, file: path }),
        );
        return 2;
      }
      if (call.format !== 'words') call.out.json(done.value);
      else call.out.line(`${done.value.source}: ${done.value.records} (${done.value.recordsAsOf})`);
      for (const refused of done.value.refused) call.out.note(refused);
      return 0;
    },
  };
}

function syncCommand(deps: TriageCommandDeps): CommandSpec {
  return {
    path: ['advisories', 'sync'],
    summary: {
      ja: '運用者が決めた写し（フォルダーか場所）から公開情報をまとめて取り込みます',
      en: 'Take all advisory data from the mirror that the operator named (a folder or an address)',
    },
    args: '',
    options: {
      from: {
        type: 'string',
        value: 'FOLDER|URL',
        about: { ja: '写しの場所（省略時は MATOI_ADVISORY_MIRROR）', en: 'the mirror (MATOI_ADVISORY_MIRROR where absent)' },
      },
    },
    negative: { ja: '取り込めなかった情報源がある', en: 'a source could not be taken' },
    async run(call) {
      const where = call.text('from') ?? deps.mirror;
      const mirror = where === null || where === '' ? null : deps.openMirror(where);
      if (mirror === null) {
        call.out.problem(triageProblem('triage.no-mirror', { mirror: where ?? '' }));
        return 2;
      }
      const rows = await syncAdvisories(deps.advisories, mirror, (row) => {
        if (call.format === 'words') call.out.line(`${row.source.padEnd(7)} ${syncWords[row.is][call.lang]} ${syncDetail(row)}`.trimEnd());
        else if (call.format === 'jsonl') call.out.jsonLine(row);
      });
      if (call.format === 'json') call.out.json({ from: where, sources: rows });
      return rows.some((row) => row.is === 'unreachable' || row.is === 'unreadable') ? 1 : 0;
    },
  };
}

const syncWords = {
  imported: { ja: '取り込んだ', en: 'imported' },
  absent: { ja: '写しにない（今あるものはそのまま）', en: 'not on the mirror; what is here stays' },
  unreachable: { ja: '取れなかった（今あるものはそのまま）', en: 'could not be fetched; what is here stays' },
  unreadable: { ja: '読めなかった（今あるものはそのまま）', en: 'could not be read; what is here stays' },
} as const satisfies Record<Synced['is'], Bilingual>;

function syncDetail(row: Synced): string {
  return row.is === 'imported' ? `${row.records} (${row.recordsAsOf})` : (row.why ?? '');
}

function statusCommand(deps: TriageCommandDeps): CommandSpec {
  return {
    path: ['advisories', 'status'],
    summary: {
      ja: '手元にある公開情報と、その日付・足りないものを表示します',
      en: 'Show which advisory data is here, of what date, and what is missing',
    },
    args: '',
    options: {},
    negative: { ja: '足りない、または古い情報源がある', en: 'a source is missing or old' },
    run: (call) => {
      const advisories = deps.advisories.open();
      const rows = advisoryStatus(advisories.manifests(), deps.clock.now());
      advisories.close();
      if (call.format !== 'words') call.out.json({ sources: rows });
      else
        for (const row of rows)
          call.out.line(
            `${row.source.padEnd(7)} ${row.state.padEnd(8)} ${(row.recordsAsOf ?? '—').padEnd(10)} ${String(row.records).padStart(8)}  ${row.say[call.lang]}`,
          );
      return Promise.resolve(rows.some((row) => row.state !== 'present') ? 1 : 0);
    },
  };
}
