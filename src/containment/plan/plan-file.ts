// SPDX-License-Identifier: Apache-2.0
import { err, ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import { planSchema } from '../contract.ts';
import type { Plan } from './plan.ts';

/** A plan as it was written by `contain plan --json`. Everything that renderers rest on is checked; unknown fields are kept. */
export function readPlan(text: string): Result<Plan, string> {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return err('not JSON');
  }
  const parsed = planSchema.safeParse(document);
  if (parsed.success) return ok(parsed.data as unknown as Plan);
  const issue = parsed.error.issues[0];
  return err(`${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`);
}
