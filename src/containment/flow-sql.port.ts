// SPDX-License-Identifier: Apache-2.0

/** A log engine that answers ClickHouse SQL; rows come back as arrays in the order of the columns. */
export type FlowSql = { readonly query: (sql: string) => Promise<readonly (readonly (string | number)[])[]> };
