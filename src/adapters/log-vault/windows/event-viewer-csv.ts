// SPDX-License-Identifier: Apache-2.0
// What the Event Viewer saves as CSV, and Get-WinEvent piped into Export-Csv: the message has line ends, and in the
// Event Viewer's no heading. Of the message, each `Name: value` is kept under the section it stands in.
import { cellsOf } from '../../../common/csv.ts';

/** Headings in the two languages, and what they are called in the other exports. */
const NAMES: Readonly<Record<string, string>> = {
  'Event ID': 'EventID',
  'イベント ID': 'EventID',
  Id: 'EventID',
  'Date and Time': 'TimeCreated',
  日付と時刻: 'TimeCreated',
  TimeCreated: 'TimeCreated',
  Source: 'Provider_Name',
  ソース: 'Provider_Name',
  ProviderName: 'Provider_Name',
  LogName: 'Channel',
  MachineName: 'Computer',
  Level: 'Level',
  レベル: 'Level',
  LevelDisplayName: 'LevelDisplayName',
  'Task Category': 'TaskCategory',
  タスクのカテゴリ: 'TaskCategory',
  Message: 'Message',
};

/** Null: the row is no heading of such a file. Bytes may be given as Latin-1 or as text. */
export function viewerHeading(row: string): readonly string[] | null {
  const bytes = Uint8Array.from(row, (char) => char.charCodeAt(0) & 0xff);
  for (const text of [row, new TextDecoder().decode(bytes)]) {
    const names = cellsOf(text.replace(/^(?:\ufeff|\u00ef\u00bb\u00bf)/, '').trim()).map((name) => NAMES[name.trim()] ?? name.trim());
    const has = (name: string) => names.includes(name);
    if (has('EventID') && has('TimeCreated') && has('Provider_Name')) return names;
  }
  return null;
}

/** One row as field and value; each `Name: value` of the message becomes a field under the section it stands in. */
export function viewerRecord(heading: readonly string[], row: string): Readonly<Record<string, string>> {
  const cells = cellsOf(row);
  const flat: Record<string, string> = {};
  for (const [at, cell] of cells.entries()) {
    const name = heading[at] ?? (at === heading.length ? 'Message' : `cell_${at + 1}`);
    if (cell !== '') flat[name] = cell;
  }
  let section = '';
  for (const line of (flat['Message'] ?? '').split(/\r?\n/)) {
    const found = /^(\s*)([^:：\t]{1,60})[:：]\s*(.*)$/.exec(line);
    if (found === null) continue;
    const [, indent = '', name = '', value = ''] = found;
    if (value === '') section = name.trim();
    else {
      if (indent === '') section = '';
      const key = section === '' ? name.trim() : `${section}.${name.trim()}`;
      flat[key] ??= value.trim();
    }
  }
  return flat;
}
