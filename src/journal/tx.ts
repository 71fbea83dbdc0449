// SPDX-License-Identifier: Apache-2.0
import type { Brand } from '../kernel/brand.ts';

/** An open transaction. Only the adapter that made it can look inside; registers of parts take it to write beside an entry. */
export type Tx = Brand<object, 'Tx'>;
