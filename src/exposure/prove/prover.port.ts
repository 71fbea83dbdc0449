// SPDX-License-Identifier: Apache-2.0
import type { BytePath } from '../path/bytes.ts';
import type { Credential } from '../permission/credential.ts';
import type { Told } from '../path/limits.ts';

export type { BytePath } from '../path/bytes.ts';
export type { Credential } from '../permission/credential.ts';

/** READ | WRITE | EXEC bits as the kernel grants them by access(2); a path that cannot be reached is missing. */
export type ProofAnswers = ReadonlyMap<BytePath, number>;

export type ProofQuestion = { readonly credential: Credential; readonly paths: readonly BytePath[] };

/** Asks the kernel as somebody else: a process of that uid, gid and groups, without any capability. Opens and writes nothing. */
export type Prover = {
  /** null when it can be done; otherwise why not. */
  readonly unable: () => Promise<Told | null>;
  /** One answer for each question; null where that credential could not be taken on. */
  readonly ask: (questions: readonly ProofQuestion[]) => Promise<readonly (ProofAnswers | null)[]>;
};
