// SPDX-License-Identifier: Apache-2.0
import { readerOf } from '../../kernel/apart.ts';
import type { readIndicators } from './read.ts';

/** Lists of indicators are other people's: the desk has them read apart. */
export const indicatorList = readerOf<typeof readIndicators>(new URL('read.ts', import.meta.url), 'readIndicators');
