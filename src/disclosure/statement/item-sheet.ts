// SPDX-License-Identifier: Apache-2.0
import type { StatementItems } from '../contract.ts';
import { items, needOf } from '../fact/items.ts';

/** The items with what each stage wants of them. */
export function itemSheet(): StatementItems {
  return {
    items: items.map((item) => ({
      id: item.id,
      name: item.name,
      first: needOf(item, 'first'),
      second: needOf(item, 'second'),
      final: needOf(item, 'final'),
      source: item.source,
      ifUnknown: item.ifUnknown,
    })),
  };
}
