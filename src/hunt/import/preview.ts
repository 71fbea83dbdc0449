// SPDX-License-Identifier: Apache-2.0
// The first lines of a file as they would be read: nothing is kept, and nothing becomes searchable.
import { err, ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import { columnsOf } from '../engine/schema.ts';
import type { EngineFault, LogEngine } from '../engine/engine.port.ts';
import { dateOrder } from '../formats/date-order.ts';
import { detect, innerSample } from './detect-format.ts';
import { formats } from './known-formats.ts';
import type { ImportChoice } from './import-outcome.ts';
import { previewStatement, unknownPlan } from './load.ts';
import type { LogVault, VaultFault } from './vault.port.ts';

export type PreviewLine = {
  readonly line: number;
  /** Why the line would be refused; '' when it would be read. */
  readonly reject: string;
  /** The columns that have something in them. */
  readonly columns: Readonly<Record<string, unknown>>;
};
export type Preview = { readonly format: string; readonly layers: readonly string[]; readonly lines: readonly PreviewLine[] };

const SHOWN = 10;

/** How a file would be read, from its first and last lines; stores nothing. */
export async function previewFile(
  deps: { readonly engine: LogEngine; readonly vault: LogVault },
  path: string,
  choice: Pick<ImportChoice, 'zone' | 'format' | 'order'>,
): Promise<
  Result<Preview, EngineFault | VaultFault | { readonly code: 'mapping-misfit'; readonly file: string; readonly detail: string }>
> {
  const looked = await deps.vault.sample(path);
  if (!looked.ok) return looked;
  const { sample, tail, directives, modified, nuls } = looked.value;
  const given = { lines: sample, fileName: path, directives };
  const detected = detect(given, choice.format === null ? formats : [choice.format]);
  const misfit = choice.format?.misfit?.(innerSample(given, detected)) ?? null;
  if (misfit !== null) return err({ code: 'mapping-misfit', file: path, detail: misfit });
  const inner = (lines: readonly string[]) => innerSample({ ...given, lines }, detected);
  const order = choice.order ?? dateOrder(detected.format?.stamps?.(inner([...sample, ...tail])) ?? [], modified).order;
  const plans = detected.format?.plans(inner(sample), { declared: choice.zone, written: modified, order }) ?? [unknownPlan];
  const { wrapped, carriageReturns, byteOrderMark, layers } = detected;
  const shape = { wrapped, carriageReturns, byteOrderMark, layers, nuls, known: 0, small: true };
  const lines: PreviewLine[] = [];
  for (const plan of plans) {
    const rows = await deps.engine.read<Record<string, unknown>>(previewStatement(plan, shape, sample.slice(0, SHOWN + 2)), {
      seconds: 60,
    });
    if (!rows.ok) return rows;
    const types = columnsOf(plan.table);
    for (const { line, reject, ...row } of rows.value)
      lines.push({
        line: Number(line),
        reject: String(reject),
        columns: Object.fromEntries(
          Object.entries(row).filter(([name, value]) => types[name] !== undefined && name !== 'file' && name !== 'raw' && isThere(value)),
        ),
      });
  }
  const read = lines.filter((one) => one.reject !== 'header' && one.reject !== 'blank').toSorted((a, b) => a.line - b.line);
  return ok({ format: detected.format?.id ?? 'unknown', layers: layers.map((layer) => layer.id), lines: read.slice(0, SHOWN) });
}

function isThere(value: unknown): boolean {
  return value !== '' && value !== 0 && value !== '0' && !(typeof value === 'object' && value !== null && Object.keys(value).length === 0);
}
