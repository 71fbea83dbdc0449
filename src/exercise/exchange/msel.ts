// SPDX-License-Identifier: Apache-2.0
import { cellsOf, delimiterOf, readCsv } from '../../common/csv.ts';
import type { Lang } from '../../kernel/bilingual.ts';
import { csvCell, inertText, unguardedCell } from '../../kernel/text.ts';
import { saidIn } from '../scenario/scenario.ts';
import type { Inject, Scenario } from '../scenario/scenario.ts';
import { idMaker, scenarioOf } from './imported.ts';
import type { Imported, NotCarried } from './imported.ts';
import { channelOf, columns, rowTime } from './msel-columns.ts';
import type { Column } from './msel-columns.ts';

type Row = { readonly line: number; readonly cells: Readonly<Record<Column, string>>; readonly extra: Readonly<Record<string, string>> };

/** A master scenario events list as CSV. Columns that are not known are kept with their headings. */
export function importMsel(text: string, name: string): Imported {
  const { rows, notCarried } = read(text);
  const roleId = idMaker('role');
  const injectId = idMaker('inject');
  const roles = new Map<string, string>();
  const times = rows.map((row) => rowTime(row.cells.time));
  // Times of day count from the first of them; times since the start count as they are.
  const start = Math.min(...times.flatMap((time) => (time?.clock === true ? [time.seconds] : [])));
  const injects = rows.flatMap((row, at) => {
    const time = times[at] ?? null;
    const { cells, line, extra } = row;
    const refuse = (ja: string, en: string) => (notCarried.push({ row: String(line), what: { ja, en } }), []);
    if (time === null)
      return refuse(
        `時刻「${cells.time}」が読めないので、この行は取り込みません。`,
        `The time “${cells.time}” cannot be read; the row is left out.`,
      );
    if (cells.inject === '' && cells.title === '')
      return refuse('内容がないので、この行は取り込みません。', 'There is no inject; the row is left out.');
    const channel = channelOf(cells.method);
    if (channel === null)
      notCarried.push({
        row: String(line),
        what: { ja: `手段「${cells.method}」は、書面として取り込みました。`, en: `The means “${cells.method}” came over as paper.` },
      });
    const to = (cells.to === '' ? '全員' : cells.to).split(/[、，,;；／/\n]/).flatMap((one) => (one.trim() === '' ? [] : [one.trim()]));
    for (const role of to) roles.set(roleId(role), role.slice(0, 300));
    const title = cells.title === '' ? (cells.inject.split('\n')[0] ?? '').slice(0, 80) : cells.title;
    const kept = {
      ...extra,
      ...(channel === null && cells.method !== '' ? { method: cells.method } : {}),
      ...(cells.no === '' ? {} : { no: cells.no }),
    };
    return [
      {
        id: injectId(cells.no === '' ? `inject-${line}` : `no-${cells.no}`),
        seconds: time.clock ? time.seconds - start : time.seconds,
        channel: channel ?? ('paper' as const),
        to: [...new Set(to.map(roleId))].slice(0, 20),
        from: cells.from.slice(0, 300),
        subject: title,
        body: cells.inject === '' ? title : cells.inject,
        expects: cells.expected === '' ? [] : [{ id: 'expected', text: cells.expected }],
        ...(Object.keys(kept).length === 0 ? {} : { extra: kept }),
      },
    ];
  });
  return { scenario: scenarioOf({ id: 'imported', title: name, about: name, seconds: 0, roles, injects }), notCarried };
}

function read(text: string): { readonly rows: readonly Row[]; readonly notCarried: NotCarried[] } {
  const notCarried: NotCarried[] = [];
  const rows: Row[] = [];
  let heads: readonly { readonly name: string; readonly column: Column | null }[] | null = null;
  for (const { cells, row: line, torn } of readCsv(text, delimiterOf(text))) {
    if (heads === null) {
      heads = cells.map((cell) => ({ name: cell.trim(), column: columnOf(cell) }));
      for (const wanted of ['time', 'inject'] as const)
        if (!heads.some(({ column }) => column === wanted))
          notCarried.push({
            row: '1',
            what: { ja: `「${columns[wanted].at(-1) ?? ''}」の列が見つかりません。`, en: `There is no column “${columns[wanted][0]}”.` },
          });
      continue;
    }
    if (torn)
      notCarried.push({
        row: String(line),
        what: {
          ja: '引用符が閉じていません。区切りだけで読みました。',
          en: 'Its quotes do not close; it was read by the delimiters alone.',
        },
      });
    const known = Object.fromEntries(Object.keys(columns).map((column) => [column, ''])) as Record<Column, string>;
    const extra: Record<string, string> = {};
    for (const [at, { name, column }] of heads.entries()) {
      const cell = inertText(unguardedCell((cells[at] ?? '').trim()), true).slice(0, 4000);
      if (column !== null && known[column] === '') known[column] = cell;
      else if (cell !== '' && name !== '') extra[name.slice(0, 100)] = cell;
    }
    rows.push({ line, cells: known, extra });
  }
  return { rows, notCarried };
}

function columnOf(heading: string): Column | null {
  const plain = heading.normalize('NFKC').trim().toLowerCase();
  return (Object.keys(columns) as Column[]).find((column) => (columns[column] as readonly string[]).includes(plain)) ?? null;
}

const HEADS = {
  ja: { no: '番号', time: '時刻', from: '送り手', to: '受け手', method: '手段', title: '件名', inject: '内容', expected: '期待する行動' },
  en: { no: 'no', time: 'time', from: 'from', to: 'to', method: 'method', title: 'title', inject: 'inject', expected: 'expected action' },
} as const satisfies Record<Lang, Readonly<Record<Column, string>>>;
const METHODS = {
  ja: { mail: 'メール', phone: '電話', chat: 'チャット', form: 'フォーム', sensor: '検知', log: 'ログ', flow: 'フロー', paper: '書面' },
  en: { mail: 'mail', phone: 'phone', chat: 'chat', form: 'form', sensor: 'sensor', log: 'log', flow: 'flow', paper: 'paper' },
} as const satisfies Record<Lang, Readonly<Record<Inject['channel'], string>>>;

/** The scenario as such a sheet; kept columns come last. Conditions, objectives and moves have no place in one. */
export function exportMsel(scenario: Scenario, lang: Lang): string {
  const own = ['no', 'time', 'from', 'to', 'method', 'title', 'inject', 'expected'] as const;
  const extra = [...new Set(scenario.injects.flatMap((inject) => Object.keys(inject.extra ?? {})))].filter(
    (name) => name !== 'no' && name !== 'method',
  );
  const roles = new Map(scenario.roles.map(({ id, title }) => [id, saidIn(title, lang)]));
  const lines = scenario.injects.map((inject, at) => {
    const cells: Readonly<Record<Column, string>> = {
      no: inject.extra?.['no'] ?? String(at + 1),
      time: inject.at ?? (inject.after === undefined ? '' : `${inject.after.inject} + ${inject.after.delay}`),
      from: inject.from,
      to: inject.to.map((role) => roles.get(role) ?? role).join(lang === 'ja' ? '、' : '; '),
      method: inject.extra?.['method'] ?? METHODS[lang][inject.channel],
      title: saidIn(inject.subject, lang),
      inject: saidIn(inject.body, lang),
      expected: inject.expects.map(({ text }) => saidIn(text, lang)).join('\n'),
    };
    return [...own.map((column) => cells[column]), ...extra.map((name) => inject.extra?.[name] ?? '')];
  });
  const table = [[...own.map((column) => HEADS[lang][column]), ...extra], ...lines];
  return `${table.map((cells) => cells.map(csvCell).join(',')).join('\r\n')}\r\n`;
}

/** Whether the first record of a text is a heading of such a sheet. */
export function looksLikeMsel(text: string): boolean {
  const first = text.replace(/^\ufeff/, '').split(/\r\n|\r|\n/, 1)[0] ?? '';
  const found = new Set(cellsOf(first, delimiterOf(text)).flatMap((cell) => columnOf(cell) ?? []));
  return found.has('time') && found.size >= 3;
}
