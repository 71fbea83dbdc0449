// SPDX-License-Identifier: Apache-2.0
import { err, ok } from '../kernel/result.ts';
import type { Problem } from '../kernel/problem.ts';
import type { Result } from '../kernel/result.ts';
import type { PlanFiles } from './files.port.ts';
import { flowBuilder } from './flow.ts';
import type { FlowTable } from './flow.ts';
import { readIndicators } from './indicator.ts';
import type { IndicatorReading } from './indicator.ts';
import { readPlan } from './plan-file.ts';
import type { Plan } from './plan.ts';
import { containmentProblems } from './problems.ts';
import { flowReader } from './read-flows.ts';
import type { FlowReading } from './read-flows.ts';
import { readInventory } from './read-inventory.ts';
import type { InventoryReading } from './read-inventory.ts';

/** Reads several files of flows into one table. */
export async function readFlowFiles(
  files: PlanFiles,
  paths: readonly string[],
): Promise<Result<{ table: FlowTable; reading: FlowReading }, Problem>> {
  const builder = flowBuilder();
  const reader = flowReader(builder);
  for (const path of paths) {
    const line = reader.file();
    try {
      for await (const text of files.lines(path)) line(text);
    } catch {
      return err(containmentProblems.fileMissing({ file: path }));
    }
  }
  const reading = reader.finish();
  return ok({ table: builder.finish(), reading });
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
