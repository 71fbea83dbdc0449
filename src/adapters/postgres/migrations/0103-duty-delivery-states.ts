// SPDX-License-Identifier: Apache-2.0
export const name = '0103-duty-delivery-states';

/** A telephone row only stands on the list, and a channel that nobody set up sent nothing: neither may be called sent. */
export const up = `
alter table duty_delivery drop constraint duty_delivery_state_check;
alter table duty_delivery add constraint duty_delivery_state_check
  check (state in ('due', 'sent', 'listed', 'failed', 'not-set-up', 'skipped'));
update duty_delivery set state = 'listed' where channel = 'telephone' and state = 'sent';
update duty_delivery set state = 'not-set-up' where state = 'failed' and failure like 'the channel % is not set up';
`;
