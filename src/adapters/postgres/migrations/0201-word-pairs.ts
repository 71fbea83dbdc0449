// SPDX-License-Identifier: Apache-2.0
export const name = '0201-word-pairs';

/**
 * A word of two Japanese characters has no trigram: the pairs of neighbouring characters, of which one at least is not
 * ASCII, are indexed as well. In small letters, as they are asked for.
 */
export const up = `
create function matoi_pairs(words text) returns text[] language sql immutable parallel safe as $$
  select coalesce(array_agg(distinct pair), '{}') from (
    select letter || lead(letter) over (order by at) as pair
    from regexp_split_to_table(lower(words), '') with ordinality as one (letter, at)
  ) pairs where length(pair) = 2 and pair ~ '[^[:ascii:]]' and pair !~ '[[:space:]]'
$$;
alter table report_search add column pairs text[] not null default '{}';
update report_search set pairs = matoi_pairs(words) where indexed;
create index report_search_pairs on report_search using gin (pairs) where indexed;
create index person_address_search on person_address using gin (address gin_trgm_ops);
`;
