// SPDX-License-Identifier: Apache-2.0
export const name = '0097-providers-from-environment';

/**
 * Identity providers are named in the environment only: one that a single administrator registered could sign anybody
 * in, and its client secret lay here in the clear. Passkeys that came while a one-time password was in use go too.
 */
export const up = `
delete from auth."ssoProvider";
alter table auth."ssoProvider" add column "domainVerified" boolean;
alter table auth."ssoProvider" add constraint named_in_the_environment_only check (false);

delete from auth.passkey k using auth.account c, person p
where c."userId" = k."userId" and p.person_id = k."userId"
  and c."providerId" = 'credential' and c.password = p.one_time_hash
  and (k."createdAt" is null or k."createdAt" >= c."createdAt");
`;
