// SPDX-License-Identifier: Apache-2.0
import { readingApart } from '../../adapters/threads/read-apart.ts';

/** One set of threads for all files that the desk is given. */
export const readApart = readingApart();
