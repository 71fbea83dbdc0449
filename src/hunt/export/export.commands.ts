// SPDX-License-Identifier: Apache-2.0
import { readFile } from 'node:fs/promises';
import type { CommandSpec } from '../../edge/command.ts';
import { exportRows } from './rows.ts';
import { digestOf } from '../question/entries.ts';
import { decodeTextLeniently } from '../../common/decode-text.ts';
import { readIndicators } from '../indicator/read.ts';
import { searchIndicators } from '../indicator/search.ts';
import { exportedTables, ruleEvent, sightingEvent } from './ocsf.ts';
import type { ExportedTable } from './ocsf.ts';
import type { CompileLine } from '../sigma/compile.ts';
import { runRules } from '../sigma/run.ts';
import { data, failed, periodOf, refused, since, until, withDesk } from '../command.edge.ts';
import type { HuntCommandDeps } from '../command.edge.ts';

type CompileFolders = (folders: readonly string[]) => Promise<readonly CompileLine[]>;

/** One JSON object a line, whatever the output format: this is meant for another program. */
export function exportCommand(deps: HuntCommandDeps, compile: CompileFolders): CommandSpec {
  return {
    path: ['hunt', 'export'],
    summary: {
      ja: 'ログの行と、痕跡情報の該当を OCSF の JSON Lines で書き出します',
      en: 'Write log rows, and sightings of indicators, as JSON lines in OCSF',
    },
    args: '',
    options: {
      data,
      since,
      until,
      ocsf: { type: 'boolean', about: { ja: 'OCSF 1.x（必須。いまはこの形だけ）', en: 'OCSF 1.x (required: the only form so far)' } },
      table: {
        type: 'string',
        many: true,
        value: 'TABLE',
        about: {
          ja: `行の種類：${exportedTables.join(' ')}（既定はすべて）`,
          en: `which rows: ${exportedTables.join(' ')} (default: all)`,
        },
      },
      indicators: {
        type: 'string',
        many: true,
        value: 'FILE',
        about: { ja: '行の代わりに、この痕跡情報の該当を書き出す', en: 'instead of rows: the sightings of these indicators' },
      },
      sigma: {
        type: 'string',
        many: true,
        value: 'DIR',
        about: { ja: '行の代わりに、このルールの該当を書き出す', en: 'instead of rows: the hits of these rules' },
      },
    },
    run: (call) =>
      withDesk(deps, call, async ({ engine }) => {
        const period = periodOf(call);
        const tables = call.texts('table').length === 0 ? [...exportedTables] : call.texts('table');
        if (period === null || !call.flag('ocsf') || !tables.every((one) => exportedTables.includes(one as ExportedTable)))
          return refused(call, '--ocsf と、正しい時刻と表の名前が要ります。', 'Name --ocsf; times and tables must be readable.');
        const say = call.format === 'json' ? call.out.item : call.out.jsonLine;
        if (call.format === 'json') call.out.item(null);
        if (call.texts('indicators').length > 0) {
          const read = await Promise.all(
            call.texts('indicators').map(async (file) => readIndicators(decodeTextLeniently(await readFile(file)), deps.clock.now())),
          );
          for (const one of read.flatMap((some) => some.refused)) call.out.note(`? ${one.line}: ${one.text}`);
          const list = read.flatMap((one) => one.indicators);
          const found = await searchIndicators(engine, digestOf(deps.hash, list), list, period);
          if (!found.ok) return failed(call, found.error);
          const at = Date.parse(deps.clock.now());
          for (const one of found.value) say(sightingEvent(one, at));
          return 0;
        }
        if (call.texts('sigma').length > 0) {
          const lines = await compile(call.texts('sigma'));
          for (const line of lines) if ('reason' in line) call.out.note(`- ${line.file}: ${line.reason[call.lang]}`);
          const hits = await runRules(
            engine,
            lines.flatMap((line) => ('compiled' in line ? [line.compiled] : [])),
            period,
          );
          if (!hits.ok) return failed(call, hits.error);
          for (const one of hits.value.refused) call.out.note(`- ${one.file}: ${one.reason[call.lang]}`);
          for (const hit of hits.value.hits) say(ruleEvent(hit, Date.parse(deps.clock.now())));
          return 0;
        }
        for (const table of tables)
          for await (const event of exportRows(engine, table as ExportedTable, period)) {
            if (!event.ok) return failed(call, event.error);
            say(event.value);
          }
        return 0;
      }),
  };
}
