// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from './bilingual.ts';

/**
 * An error as the desk tells it: what happened, what is still safe, what to do next.
 * `code` stands in docs/errors.md and in problem+json (RFC 9457) as the type's last part.
 */
export type Problem<Code extends string = string> = {
  readonly code: Code;
  /** HTTP status where it crosses HTTP. */
  readonly status: number;
  readonly what: Bilingual;
  readonly safe: Bilingual;
  readonly next: Bilingual;
  /** Facts a program can read: field names, numbers, ids. Never secrets. */
  readonly facts?: Readonly<Record<string, string | number | boolean | null>>;
};

/** Carries a Problem through code that can only throw (framework hooks). */
export class ProblemError extends Error {
  readonly problem: Problem;
  constructor(problem: Problem, options?: ErrorOptions) {
    super(problem.what.en, options);
    this.name = 'ProblemError';
    this.problem = problem;
  }
}
