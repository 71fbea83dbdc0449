// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from 'react';

export type RowsProps<T> = {
  readonly items: readonly T[];
  readonly idOf: (item: T) => string;
  readonly height: number;
  readonly renderRow: (item: T) => ReactNode;
  /** Row that must be in sight. */
  readonly on?: string | null;
  readonly onEnd?: (() => void) | undefined;
};
