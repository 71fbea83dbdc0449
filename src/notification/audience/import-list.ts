// SPDX-License-Identifier: Apache-2.0
import type { Actor } from '../../journal/actor.ts';
import type { CaseId } from '../../journal/stream.ts';
import { decodeText } from '../../common/decode-text.ts';
import type { Lang } from '../../kernel/bilingual.ts';
import { canonicalJson } from '../../kernel/canonical-json.ts';
import type { Reading } from '../../kernel/apart.ts';
import type { Problem } from '../../kernel/problem.ts';
import { err, ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import { inertText } from '../../kernel/text.ts';
import type { ListImported } from '../contract.ts';
import type { NotificationDeps } from '../deps.ts';
import { notificationProblem } from '../problems.ts';
import type { readTable } from '../table/read-table.ts';
import { asHeaded, badRows, MOST_ROWS } from '../table/table.ts';
import { listColumns, readList } from './read-list.ts';
import type { Column } from './read-list.ts';

const MOST_SHOWN = 500;

/**
 * Takes a case's own list of whom it concerns, in place of the one before. A file with an error is not taken at all, unless each
 * of its bad rows is named in `leaveOut`.
 */
export async function importList(
  deps: NotificationDeps,
  actor: Actor,
  caseId: CaseId,
  file: { readonly name: string; readonly bytes: Uint8Array },
  how: { readonly leaveOut: ReadonlySet<number>; readonly lang: Lang },
  reading: Reading<typeof readTable<Column>>,
): Promise<Result<ListImported, Problem>> {
  if ((await deps.journal.view(caseId)) === null) return err(notificationProblem('notification.no-such-case'));
  const name = inertText(file.name).slice(0, 200);
  const decoded = decodeText(file.bytes);
  const table = decoded === null ? 'no-header' : await reading(decoded.text, listColumns);
  if (table === 'too-long') return err(notificationProblem('notification.too-many-rows', { file: name, most: MOST_ROWS }));
  if (decoded === null || table === 'no-header') return err(notificationProblem('notification.unreadable-list', { file: name }));
  const read = await readList(table, how.leaveOut, deps.hash, deps.customers.ofContracts);
  const { affected } = read;
  const errors = asHeaded(table, read.errors);
  const report = {
    file: name,
    rows: table.records.size,
    leftOut: [...how.leaveOut].filter((row) => table.records.has(row)).length,
    customers: affected.length,
  };
  const rest = {
    encoding: decoded.encoding,
    ignoredColumns: table.ignored.slice(0, 50),
    errors: errors.slice(0, MOST_SHOWN),
    errorCount: errors.length,
    bad: errors.length === 0 ? '' : badRows(table, errors, how.lang),
  };
  if (errors.length > 0) return ok({ ...report, ...rest, taken: false });
  await deps.journal.write(async (writing) => {
    await deps.audience.saveList(writing.tx, caseId, affected);
    const body = { ...report, digest: deps.hash(canonicalJson(affected)) };
    await writing.append({ stream: caseId, actor, drafts: [{ kind: 'audience.listed', body }] });
  });
  return ok({ ...report, ...rest, taken: true });
}
