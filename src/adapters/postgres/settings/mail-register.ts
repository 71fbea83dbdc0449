// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely';
import type { Tx } from '../../../journal/store.port.ts';
import type { MailRegister, MailSettings } from '../../../organisation/mail/mail-register.port.ts';
import type { Database } from '../database.ts';

type Tables = { mail_setting: { version: number; settings: unknown } };

/** The mail settings in PostgreSQL, one row. `nothing`: what holds before anybody set something. */
export function createMailRegister(database: Database, nothing: MailSettings): MailRegister {
  const on = (tx?: Tx) => database.on<Tables>(tx);
  return {
    async read(tx) {
      const query = on(tx).selectFrom('mail_setting').selectAll();
      const row = await (tx === undefined ? query : query.forUpdate()).executeTakeFirstOrThrow();
      return { version: row.version, settings: (row.settings as MailSettings | null) ?? nothing };
    },
    async save(tx, settings) {
      await on(tx)
        .updateTable('mail_setting')
        .set({ settings: JSON.stringify(settings), version: sql<number>`version + 1` })
        .execute();
    },
  };
}
