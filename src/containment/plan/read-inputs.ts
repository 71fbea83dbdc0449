// SPDX-License-Identifier: Apache-2.0
import { err, ok } from '../../kernel/result.ts';
import type { Problem } from '../../kernel/problem.ts';
import type { Result } from '../../kernel/result.ts';
import type { PlanFiles } from './files.port.ts';
import { flowBuilder } from '../traffic/flow.ts';
import type { FlowSql, SqlFault } from '../traffic/flow-sql.port.ts';
import type { FlowBuilder, FlowTable } from '../traffic/flow.ts';
import { readIndicators } from '../attack/indicator.ts';
import { LOGS, readLogged } from '../traffic/logged-traffic.ts';
import type { Days } from '../traffic/logged-traffic.ts';
import type { IndicatorReading } from '../attack/indicator.ts';
import { readPlan } from './plan-file.ts';
import type { Plan } from './plan.ts';
import { containmentProblem, logEngineProblem } from '../problems.ts';
import { flowReader } from '../traffic/read-flows.ts';
import type { FlowReading } from '../traffic/read-flows.ts';
import { readInventory } from '../inventory/read-inventory.ts';
import type { InventoryReading } from '../inventory/read-inventory.ts';

export type FlowSource = { readonly files: PlanFiles; readonly logs: () => FlowSql };

/** Reads several files of flows into one table; the word `logs` stands for the imported logs. */
export async function readFlowFiles(
  source: FlowSource,
  paths: readonly string[],
  days: Days = { since: null, until: null },
): Promise<Result<{ table: FlowTable; reading: FlowReading }, Problem>> {
  const { files } = source;
  const builder = flowBuilder();
  const reader = flowReader(builder);
  const logged = paths.includes(LOGS) ? await fromLogs(source.logs(), builder, days) : null;
  if (logged !== null && !logged.ok) return err(logEngineProblem(logged.error));
  for (const path of paths.filter((one) => one !== LOGS)) {
    const line = reader.file();
    try {
      for await (const text of files.lines(path)) line(text);
    } catch {
      return err(containmentProblem('containment.file-unreadable', { file: path }));
    }
  }
  const reading = reader.finish();
  return ok({ table: builder.finish(), reading: logged === null ? reading : sumOf(logged.value, reading) });
}

async function fromLogs(logs: FlowSql, builder: FlowBuilder, days: Days): Promise<Result<FlowReading, SqlFault>> {
  try {
    return await readLogged(logs, builder, days);
  } finally {
    await logs.close();
  }
}

function sumOf(a: FlowReading, b: FlowReading): FlowReading {
  return {
    lines: a.lines + b.lines,
    accepted: a.accepted + b.accepted,
    refused: a.refused + b.refused,
    samples: [...a.samples, ...b.samples],
  };
}

async function readText(files: PlanFiles, path: string): Promise<Result<string, Problem>> {
  try {
    return ok(await files.text(path));
  } catch {
    return err(containmentProblem('containment.file-unreadable', { file: path }));
  }
}

/** An inventory of services from CSV or JSON; refused with the line where a field has no meaning. */
export async function readInventoryFile(files: PlanFiles, path: string): Promise<Result<InventoryReading, Problem>> {
  const text = await readText(files, path);
  if (!text.ok) return text;
  try {
    return ok(readInventory(text.value, path));
  } catch (error) {
    return err(containmentProblem('containment.input-refused', { file: path, why: error instanceof Error ? error.message : 'unknown' }));
  }
}

/** Indicators of a file, and what of it could not be read. `now` (ISO 8601) decides what of the list has expired. */
export async function readIndicatorFile(files: PlanFiles, path: string, now: string): Promise<Result<IndicatorReading, Problem>> {
  const text = await readText(files, path);
  return text.ok ? ok(readIndicators(text.value, now)) : text;
}

/** A plan as `contain plan` wrote it; refused where the schema does not hold. */
export async function readPlanFile(files: PlanFiles, path: string): Promise<Result<Plan, Problem>> {
  const text = await readText(files, path);
  if (!text.ok) return text;
  const plan = readPlan(text.value);
  return plan.ok ? plan : err(containmentProblem('containment.not-a-plan', { file: path, why: plan.error }));
}
