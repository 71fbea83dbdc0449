// SPDX-License-Identifier: Apache-2.0
import type { RoundSheet } from '../../api/rounds.ts';

export type OneAnswer = NonNullable<RoundSheet['list']>[number];
