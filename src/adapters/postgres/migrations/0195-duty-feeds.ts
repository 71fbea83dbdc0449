// SPDX-License-Identifier: Apache-2.0
export const name = '0195-duty-feeds';

/** How often somebody has withdrawn the addresses of calendars that they asked for. */
export const up = `
create table duty_feed (person_id text primary key, serial int not null);
`;
