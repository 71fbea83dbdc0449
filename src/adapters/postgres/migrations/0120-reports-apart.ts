// SPDX-License-Identifier: Apache-2.0
export const name = '0120-reports-apart';

/** What was kept apart although it speaks of a weakness stands on the first screen: it is found without reading the rest. */
export const up = `
create index report_apart_speaks on report (ordinal desc) where case_id is null and kind_reasons::text like '%.speaks-of-a-weakness%';
create index report_apart_kind on report (kind, state) where case_id is null;
`;
