// SPDX-License-Identifier: Apache-2.0
import { createOrganisationStore } from '../../adapters/postgres/organisation-store.ts';
import { lastKit, setUpCounts } from '../../adapters/postgres/store-facts.ts';
import { instantFromMillis, millisOf } from '../../kernel/instant.ts';
import type { SetUpFacts } from '../../upkeep/set-up/set-up-facts.port.ts';
import type { Base, OpenState } from '../base/base.ts';
import { mailSetupOf } from '../base/mail-setup.ts';
import { settingsOf } from '../base/settings.ts';
import { kitFactsOf } from './kit-facts.ts';

/** How far the desk is set up: what its own registers hold now, and for the rota the coming 14 days. */
export async function setUpFactsOf(base: Base, opened: OpenState): Promise<SetUpFacts> {
  const { pool } = opened.database;
  const { MATOI_SMTP_PORT: smtp, MATOI_LMTP_PORT: lmtp } = settingsOf(base.env);
  const mail = mailSetupOf(opened, base);
  const [{ at, rota, bodies, services, deskUrl }, counts, kit, people, out, mailbox] = await Promise.all([
    kitFactsOf(base, opened, 14),
    setUpCounts(pool),
    lastKit(pool),
    createOrganisationStore(opened.database).list({ limit: 500 }),
    mail.outgoing(),
    mail.mailboxInUse(),
  ]);
  return {
    ...counts,
    now: at,
    rota,
    bodies,
    services,
    signIns: people.filter(({ canSignIn }) => canSignIn).length,
    mailOut: out !== null && !('unusable' in out),
    mailIn: smtp !== null || lmtp !== null || mailbox !== null,
    publicUrl: deskUrl,
    kitUntil: kit === null ? null : instantFromMillis(millisOf(kit.at) + kit.days * 86_400_000),
  };
}
