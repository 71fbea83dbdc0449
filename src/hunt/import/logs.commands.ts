// SPDX-License-Identifier: Apache-2.0
import type { CommandCall, CommandSpec } from '../../edge/command.ts';
import type { Bilingual } from '../../kernel/bilingual.ts';
import type { EngineFault } from '../engine/engine.port.ts';
import { importedEntry } from '../question/entries.ts';
import { csvFormat, unknownColumns } from '../formats/csv.ts';
import { formats } from './known-formats.ts';
import type { Format } from '../formats/read/format.ts';
import { TAUGHT, taughtFormat, taughtWords } from '../formats/taught.ts';
import { squidLogformat } from '../formats/web/squid-logformat.ts';
import { isZone } from '../formats/read/zone.ts';
import { importLogs } from './import.ts';
import { previewFile } from './preview.ts';
import type { Imported } from './import-outcome.ts';
import { engineProblem } from '../problems.ts';
import { tables } from '../engine/schema.ts';
import type { Table } from '../engine/schema.ts';
import { append, data, failed, forCase, refused, takeLock, withDesk } from '../command.edge.ts';
import type { HuntCommandDeps } from '../command.edge.ts';
import { listFiles } from '../engine/store.ts';
import { importWords } from '../question/words.ts';

/** `matoi logs import|list|verify`. */
export function logCommands(deps: HuntCommandDeps): readonly CommandSpec[] {
  return [importCommand(deps), filesCommand(deps), verifyCommand(deps)];
}

function importCommand(deps: HuntCommandDeps): CommandSpec {
  return {
    path: ['logs', 'import'],
    summary: {
      ja: 'ログを保管庫に写し、形式を見分けて検索できるようにします',
      en: 'Keep logs in the vault, recognise their format and make them searchable',
    },
    args: 'PATH…',
    options: {
      data,
      case: forCase,
      zone: {
        type: 'string',
        value: 'ZONE',
        about: {
          ja: 'タイムゾーンの記載がない行のタイムゾーン（+09:00、Asia/Tokyo）',
          en: 'zone of lines that carry none (+09:00, Asia/Tokyo)',
        },
      },
      format: {
        type: 'string',
        value: 'FORMAT',
        about: {
          ja: `形式を指定：${formats.map((one) => one.id).join(' ')} csv、squid:'（squid.conf の logformat）'、line:'{@timestamp} {source.ip} …'（行の書き方を教える）`,
          en: `name the format: ${formats.map((one) => one.id).join(' ')} csv, squid:'(the logformat of squid.conf)', or line:'{@timestamp} {source.ip} …' (teach the line)`,
        },
      },
      dates: {
        type: 'string',
        value: 'ORDER',
        about: {
          ja: '03/04/2026 の読み方：dmy（日/月）または mdy（月/日）',
          en: 'how 03/04/2026 is read: dmy (day first) or mdy (month first)',
        },
      },
      preview: {
        type: 'boolean',
        about: {
          ja: '最初の 10 行がどう読まれるかを示すだけで、何も取り込みません',
          en: 'only show how the first ten lines would be read; nothing is imported',
        },
      },
      table: {
        type: 'string',
        value: 'TABLE',
        about: { ja: `csv の行き先：${tables.join(' ')}`, en: `where csv rows go: ${tables.join(' ')}` },
      },
      map: {
        type: 'string',
        many: true,
        value: 'COLUMN=HEADING',
        about: { ja: 'csv の対応（@timestamp=日時 など）', en: 'mapping for csv (@timestamp=Date …)' },
      },
    },
    negative: { ja: '取り込めないファイルがあった', en: 'some file could not be imported' },
    async run(call) {
      const wrong = wrongChoice(call);
      if (wrong !== null) return refused(call, wrong.ja, wrong.en);
      const format = formatOf(call);
      if (call.args.length === 0 || format === undefined)
        return refused(call, '取り込むファイルと正しい形式名が要ります。', 'Name files to import, and a format that exists.');
      if (call.flag('preview')) return preview(deps, call, format);
      const desk = deps.desk(call.text('data') ?? null);
      const release = await takeLock(call, desk);
      if (release === null) return 3;
      const done: Imported[] = [];
      let failed = 0;
      let misfits = 0;
      let absent = false;
      try {
        const order = call.text('dates') as 'dmy' | 'mdy' | undefined;
        const choice = { who: call.operator, zone: call.text('zone') ?? null, format, ...(order === undefined ? {} : { order }) };
        for await (const one of importLogs({ ...desk, clock: deps.clock }, call.args, choice)) {
          if (one.ok) done.push(one.value);
          else failed += 1;
          if (!one.ok && one.error.code === 'mapping-misfit') misfits += 1;
          if (!one.ok && one.error.code === 'engine-absent') absent = true;
          if (!one.ok && one.error.code.startsWith('engine-') && absent) call.out.problem(engineProblem(one.error as EngineFault));
          else if (call.format !== 'words') call.out.item(one.ok ? one.value : { file: one.error.file, error: one.error });
          else call.out.line(one.ok ? importWords(one.value, call.lang) : `${one.error.file}: ${one.error.code} ${one.error.detail}`);
        }
        const manifest = (await desk.vault.head()).hash;
        await append(deps, call, () => [importedEntry(deps.hash, done, manifest)]);
      } finally {
        await release();
        await desk.engine.close();
      }
      return absent ? 3 : misfits > 0 ? 2 : failed > 0 ? 1 : 0;
    },
  };
}

/** Ten lines of each file, as they would be read. */
async function preview(deps: HuntCommandDeps, call: CommandCall, format: Format | null): Promise<0 | 1> {
  const desk = deps.desk(call.text('data') ?? null);
  const order = call.text('dates') as 'dmy' | 'mdy' | undefined;
  let refusedFiles = 0;
  try {
    for (const path of call.args) {
      const shown = await previewFile(desk, path, { zone: call.text('zone') ?? null, format, ...(order === undefined ? {} : { order }) });
      if (!shown.ok) refusedFiles += 1;
      if (call.format !== 'words') call.out.item(shown.ok ? { file: path, ...shown.value } : { file: path, error: shown.error });
      else if (!shown.ok) call.out.line(`${path}: ${shown.error.code} ${shown.error.detail}`);
      else {
        call.out.line(`${path}: ${[...shown.value.layers, shown.value.format].join(' > ')}`);
        for (const { line, reject, columns } of shown.value.lines)
          call.out.row([
            line,
            reject === ''
              ? Object.entries(columns)
                  .map(([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`)
                  .join('  ')
              : `× ${reject}`,
          ]);
      }
    }
    return refusedFiles > 0 ? 1 : 0;
  } finally {
    await desk.engine.close();
  }
}

/** What of the call cannot be done, before a file is touched. */
function wrongChoice(call: CommandCall): Bilingual | null {
  const zone = call.text('zone');
  if (zone !== undefined && !isZone(zone))
    return {
      ja: `「${zone}」はタイムゾーンの書き方ではありません。+09:00 や Asia/Tokyo のように書いてください。何も取り込んでいません。`,
      en: `"${zone}" is not a time zone. Write +09:00 or Asia/Tokyo. Nothing was imported.`,
    };
  const dates = call.text('dates');
  if (dates !== undefined && dates !== 'dmy' && dates !== 'mdy')
    return { ja: '--dates は dmy か mdy です。何も取り込んでいません。', en: '--dates is dmy or mdy. Nothing was imported.' };
  const name = call.text('format') ?? '';
  if (name.startsWith(TAUGHT)) {
    const taught = taughtFormat(name.slice(TAUGHT.length), (call.text('table') ?? 'event') as Table);
    if ('fault' in taught) {
      const { ja, en } = taughtWords(taught);
      return { ja: `${ja}何も取り込んでいません。`, en: `${en} Nothing was imported.` };
    }
  }
  const pairs = call.texts('map').map((pair) => pair.slice(0, pair.indexOf('=')));
  const table = (call.text('table') ?? 'event') as Table;
  const columns = tables.includes(table) ? unknownColumns({ table, columns: Object.fromEntries(pairs.map((name) => [name, ''])) }) : [];
  if (columns.length > 0)
    return {
      ja: `${table} には ${columns.join('、')} という列がありません。何も取り込んでいません。`,
      en: `${table} has no column ${columns.join(', ')}. Nothing was imported.`,
    };
  return null;
}

/** Undefined: a name that is no format. Null: let the content decide. */
function formatOf(call: CommandCall): Format | null | undefined {
  const name = call.text('format');
  if (name === undefined) return null;
  if (name.startsWith('squid:')) return squidLogformat(name.slice('squid:'.length)) ?? undefined;
  if (name.startsWith(TAUGHT)) {
    const taught = taughtFormat(name.slice(TAUGHT.length), (call.text('table') ?? 'event') as Table);
    return 'fault' in taught ? undefined : taught;
  }
  if (name !== 'csv') return formats.find((one) => one.id === name);
  const pairs = call.texts('map').map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)] as const);
  const table = (call.text('table') ?? 'event') as Table;
  return tables.includes(table) && pairs.length > 0 ? csvFormat({ table, columns: Object.fromEntries(pairs) }) : undefined;
}

function filesCommand(deps: HuntCommandDeps): CommandSpec {
  return {
    path: ['logs', 'list'],
    summary: { ja: '取り込んだログの一覧', en: 'List the imported logs' },
    args: '',
    options: { data },
    run: (call) =>
      withDesk(deps, call, async (desk) => {
        const files = await listFiles(desk.engine);
        if (!files.ok) return failed(call, files.error);
        if (call.format !== 'words') call.out.item(null);
        for (const file of files.value)
          if (call.format !== 'words') call.out.item(file);
          else call.out.row([file.file, file.format, `${file.parsed}/${file.lines}`, file.from ?? '-', file.to ?? '-', file.name]);
        return 0;
      }),
  };
}

function verifyCommand(deps: HuntCommandDeps): CommandSpec {
  return {
    path: ['logs', 'verify'],
    summary: { ja: '保管庫の鎖とハッシュを確かめます', en: 'Check the vault: the chain of its manifest and the hash of every file' },
    args: '',
    options: { data },
    negative: { ja: '鎖かファイルが変わっている', en: 'the chain or a file was changed' },
    async run(call) {
      const { vault } = deps.desk(call.text('data') ?? null);
      const fault = await vault.verify();
      const head = await vault.head();
      if (call.format !== 'words') call.out.json({ ok: fault === null, fault, ...head });
      else
        call.out.line(
          fault ?? (call.lang === 'ja' ? `${head.entries} 件すべて変わりありません` : `${head.entries} entries, all unchanged`),
        );
      return fault === null ? 0 : 1;
    },
  };
}
