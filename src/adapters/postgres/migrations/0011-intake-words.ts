// SPDX-License-Identifier: Apache-2.0
export const name = '0011-intake-words';

/**
 * The searched words leave the report's row. Their index is the dearest part of taking a mail in, so it follows when
 * there is time; until then a search reads the few waiting rows one by one.
 */
export const up = `
create table report_search (raw text primary key, words text not null, indexed boolean not null default false);
insert into report_search (raw, words, indexed) select raw, words, true from report;
alter table report drop column words;
create index report_search_words on report_search using gin (words gin_trgm_ops) where indexed;
create index report_search_waiting on report_search (raw) where not indexed;
`;
