// SPDX-License-Identifier: Apache-2.0
import type { CommandCall, CommandSpec } from '../../edge/command.ts';
import type { EngineFault } from '../engine.port.ts';
import { importedEntry } from '../entries.ts';
import { csvFormat } from '../formats/csv.ts';
import { formats } from '../formats/detect.ts';
import type { Format } from '../formats/format.ts';
import { squidLogformat } from '../formats/squid-logformat.ts';
import { importLogs } from '../import.ts';
import type { Imported } from '../import.ts';
import { engineProblem } from '../problems.ts';
import { tables } from '../schema.ts';
import type { Table } from '../schema.ts';
import { append, data, failed, forCase, refused, takeLock, withDesk } from '../shared/commands.ts';
import type { HuntCommandDeps } from '../shared/commands.ts';
import { listFiles } from '../store.ts';
import { importWords } from '../words.ts';

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
        about: { ja: '時差のない行の時間帯（+09:00、Asia/Tokyo）', en: 'zone of lines that carry none (+09:00, Asia/Tokyo)' },
      },
      format: {
        type: 'string',
        value: 'FORMAT',
        about: {
          ja: `形式を指定: ${formats.map((one) => one.id).join(' ')} csv、または squid:'（squid.conf の logformat）'`,
          en: `name the format: ${formats.map((one) => one.id).join(' ')} csv, or squid:'(the logformat of squid.conf)'`,
        },
      },
      table: {
        type: 'string',
        value: 'TABLE',
        about: { ja: `csv の行き先: ${tables.join(' ')}`, en: `where csv rows go: ${tables.join(' ')}` },
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
      const format = formatOf(call);
      if (call.args.length === 0 || format === undefined)
        return refused(call, '取り込むファイルと正しい形式名が要ります。', 'Name files to import, and a format that exists.');
      const desk = deps.desk(call.text('data') ?? null);
      const release = await takeLock(call, desk);
      if (release === null) return 3;
      const done: Imported[] = [];
      let failed = 0;
      let absent = false;
      try {
        const choice = { who: call.operator, zone: call.text('zone') ?? null, format };
        for await (const one of importLogs({ ...desk, clock: deps.clock }, call.args, choice)) {
          if (one.ok) done.push(one.value);
          else failed += 1;
          if (!one.ok && one.error.code === 'engine-absent') absent = true;
          if (!one.ok && one.error.code.startsWith('engine-') && absent) call.out.problem(engineProblem(one.error as EngineFault));
          else if (call.format !== 'words') call.out.jsonLine(one.ok ? one.value : { file: one.error.file, error: one.error });
          else call.out.line(one.ok ? importWords(one.value, call.lang) : `${one.error.file}: ${one.error.code} ${one.error.detail}`);
        }
        const manifest = (await desk.vault.head()).hash;
        await append(deps, call, () => [importedEntry(deps.hash, done, manifest)]);
      } finally {
        await release();
        await desk.engine.close();
      }
      return absent ? 3 : failed > 0 ? 1 : 0;
    },
  };
}

/** Undefined: a name that is no format. Null: let the content decide. */
function formatOf(call: CommandCall): Format | null | undefined {
  const name = call.text('format');
  if (name === undefined) return null;
  if (name.startsWith('squid:')) return squidLogformat(name.slice('squid:'.length)) ?? undefined;
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
        for (const file of files.value)
          if (call.format !== 'words') call.out.jsonLine(file);
          else
            call.out.line(
              `${file.file}\t${file.format}\t${file.parsed}/${file.lines}\t${file.from ?? '-'}\t${file.to ?? '-'}\t${file.name}`,
            );
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
