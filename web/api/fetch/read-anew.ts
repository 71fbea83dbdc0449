// SPDX-License-Identifier: Apache-2.0
import type { QueryClient, QueryFilters } from '@tanstack/react-query';

/**
 * Has every matching query read again. The library does not begin a first reading again that is still under way, though it
 * may have been answered before the news: such a one is read once more when it is there.
 */
export function readAnew(client: QueryClient, filters: QueryFilters): void {
  const underWay = client.getQueryCache().findAll({ ...filters, fetchStatus: 'fetching' });
  void client.invalidateQueries(filters);
  for (const { state, promise, queryKey } of underWay) {
    const again = () => client.invalidateQueries({ queryKey, exact: true });
    if (state.data === undefined) promise?.then(again, again);
  }
}
