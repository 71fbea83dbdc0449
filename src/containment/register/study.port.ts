// SPDX-License-Identifier: Apache-2.0
import type { StudyAnswer, StudyAsk } from './study.ts';

/** Studies one file of recorded traffic beside the desk's own thread. `file` says whether it is compressed. Rejects when it cannot be read. */
export type Studies = <K extends StudyAsk['is']>(
  traffic: { readonly file: string; readonly bytes: Uint8Array },
  ask: Extract<StudyAsk, { is: K }>,
) => Promise<Extract<StudyAnswer, { is: K }>>;

export type { StudyAnswer, StudyAsk };
