// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from '../../kernel/bilingual.ts';
import type { Problem } from '../../kernel/problem.ts';
import { err, ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import { inertText } from '../../kernel/text.ts';
import { TAUGHT, taughtFormat, taughtWords } from '../formats/taught.ts';
import { isZone } from '../formats/read/zone.ts';
import { previewFile } from '../import/preview.ts';
import { engineProblem } from '../problems.ts';
import type { EngineFault } from '../engine/engine.port.ts';
import type { SourcesResources } from './deps.ts';
import type { FormatChoice } from './import-job.ts';
import { sourcesProblem } from './problems.ts';
import { formatOf } from './runner.ts';
import type { PreviewWire } from './sources.contract.ts';

const SHOWN = 300;

/** The first lines of a file that is asked about, as `choice` would read them: a person sees it before any row counts. */
export async function previewAsk(
  desk: SourcesResources,
  importId: string,
  { sha256, choice, zone }: { readonly sha256: string; readonly choice: FormatChoice; readonly zone: string | null },
): Promise<Result<PreviewWire, Problem>> {
  const job = await desk.store.find(importId);
  const ask = job?.asks.find((one) => one.sha256 === sha256);
  if (ask === undefined) return err(sourcesProblem('hunt.import-missing'));
  if (zone !== null && !isZone(zone)) return err(sourcesProblem('hunt.format-unknown'));
  const wrong = taughtFault(choice);
  if (wrong !== null) return ok({ fault: wrong, layers: [], lines: [] });
  const format = formatOf(choice);
  if (format === null) return err(sourcesProblem('hunt.format-unknown'));
  const order = choice.order == null ? {} : { order: choice.order };
  const shown = await previewFile(desk.desk, desk.desk.vault.path(sha256), { zone, format, ...order });
  if (!shown.ok) {
    if (shown.error.code.startsWith('engine-')) return err(engineProblem(shown.error as EngineFault));
    const detail = inertText(shown.error.detail).slice(0, SHOWN);
    return ok({ fault: { ja: detail, en: detail }, layers: [], lines: [] });
  }
  const { layers, lines } = shown.value;
  return ok({
    fault: null,
    layers: [...layers],
    lines: lines.map(({ line, reject, columns }) => ({
      line,
      reject,
      columns: Object.entries(columns).map(([name, value]) => ({
        name: inertText(name),
        value: inertText(typeof value === 'string' ? value : JSON.stringify(value)).slice(0, SHOWN),
      })),
    })),
  });
}

function taughtFault({ id, table }: FormatChoice): Bilingual | null {
  if (!id.startsWith(TAUGHT)) return null;
  const taught = taughtFormat(id.slice(TAUGHT.length), table ?? 'event');
  return 'fault' in taught ? taughtWords(taught) : null;
}
