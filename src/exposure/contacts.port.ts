// SPDX-License-Identifier: Apache-2.0

/** The first place (mail address, telephone number or postal address) at which each customer is reached, by his number; absent where there is none. */
export type ContactsOf = (customerIds: readonly string[]) => Promise<ReadonlyMap<string, string>>;
