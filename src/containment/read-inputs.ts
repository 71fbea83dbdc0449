// SPDX-License-Identifier: Apache-2.0
import { err, ok } from '../kernel/result.ts';
import type { Problem } from '../kernel/problem.ts';
import type { Result } from '../kernel/result.ts';
import type { PlanFiles } from './files.port.ts';
import { flowBuilder } from './flow.ts';
import type { FlowSql, SqlFault } from './flow-sql.port.ts';
import type { FlowBuilder, FlowTable } from './flow.ts';
import { readIndicators } from './indicator.ts';
import { LOGS, readLogged } from './logged-traffic.ts';
import type { Days } from './logged-traffic.ts';
import type { IndicatorReading } from './indicator.ts';
import { readPlan } from './plan-file.ts';
import type { Plan } from './plan.ts';
import { containmentProblems } from './problems.ts';
import { flowReader } from './read-flows.ts';
import type { FlowReading } from './read-flows.ts';
import { readInventory } from './read-inventory.ts';
import type { InventoryReading } from './read-inventory.ts';

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
  if (logged !== null && !logged.ok) return err(containmentProblems.logEngine(logged.error));
  for (const path of paths.filter((one) => one !== LOGS)) {
    const line = reader.file();
    try {
      for await (const text of files.lines(path)) line(text);
    } catch {
      return err(containmentProblems.fileMissing({ file: path }));
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
    return err(containmentProblems.fileMissing({ file: path }));
  }
}

export async function readInventoryFile(files: PlanFiles, path: string): Promise<Result<InventoryReading, Problem>> {
  const text = await readText(files, path);
  if (!text.ok) return text;
  try {
    return ok(readInventory(text.value, path));
  } catch (error) {
    return err(containmentProblems.notReadable({ file: path, why: error instanceof Error ? error.message : 'unknown' }));
  }
}

export async function readIndicatorFile(files: PlanFiles, path: string): Promise<Result<IndicatorReading, Problem>> {
  const text = await readText(files, path);
  return text.ok ? ok(readIndicators(text.value)) : text;
}

export async function readPlanFile(files: PlanFiles, path: string): Promise<Result<Plan, Problem>> {
  const text = await readText(files, path);
  if (!text.ok) return text;
  const plan = readPlan(text.value);
  return plan.ok ? plan : err(containmentProblems.notAPlan({ file: path, why: plan.error }));
}
