// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import { backupFiles } from '../adapters/backup-file/backup-file.ts';
import { openBlobFiles } from '../adapters/blob-files/blob-files.ts';
import { dataFolderFiles } from '../adapters/data-folder/data-folder.ts';
import { locateEngine } from '../adapters/chdb/locate.ts';
import { machineFacts } from '../adapters/machine/machine.ts';
import { createJournalStore } from '../adapters/postgres/journal-store.ts';
import { backupTrail, lastKit, storeFacts } from '../adapters/postgres/store-facts.ts';
import { loaderOf, snapshotOf } from '../adapters/postgres/table-copy.ts';
import { caseLanguage } from '../case/language/case-language.ts';
import { operatorActor } from '../edge/actor.ts';
import { DESK } from '../journal/stream.ts';
import { verifyJournal } from '../journal/verify.ts';
import { systemd } from '../adapters/systemd/systemd.ts';
import { deskCertificates } from '../adapters/certificate/desk-certificate.ts';
import { certificateCommands } from '../upkeep/certificate/commands.ts';
import { upkeepCommands } from '../upkeep/commands.ts';
import { serviceCommands } from '../upkeep/service/commands.ts';
import type { ServicePlace } from '../upkeep/service/install.ts';
import type { DeskFacts } from '../upkeep/doctor/desk-facts.port.ts';
import { kitCommands } from '../upkeep/kit/kit.commands.ts';
import { kitRoutes } from '../upkeep/kit/kit.routes.ts';
import type { KitDeps } from '../upkeep/kit/print-kit.ts';
import { upkeepRoutes } from '../upkeep/routes.ts';
import { TROUBLES_CHANGED } from '../upkeep/trouble/trouble.contract.ts';
import { troubleRoutes } from '../upkeep/trouble/trouble.routes.ts';
import { setUpRoutes } from '../upkeep/set-up/set-up.routes.ts';
import { backupDepsOf, firstLine, scheduleOf, backupWork } from './backups.ts';
import type { Base, OpenState, Wired } from './base/base.ts';
import { leadOf } from './base/lead.ts';
import { mailSetupOf } from './base/mail-setup.ts';
import { settingsOf } from './base/settings.ts';
import { openDatabaseOf, usableFolder } from './base/state.ts';
import { VERSION } from './base/version.ts';
import { printerOfDesk } from './exercise/marked-printer.ts';
import { kitFactsOf } from './kit/kit-facts.ts';
import { setUpFactsOf } from './kit/set-up-facts.ts';
import { lookingOf, lookingService, troublesNow } from './trouble/looks.ts';

/** Each makes the desk do something more; doctor names those that are not set. Of a row one is enough. */
const OPTIONAL = [['MATOI_DKIM_KEY'], ['MATOI_BACKUP_FOLDER'], ['MATOI_BACKUP_PASSPHRASE', 'MATOI_BACKUP_PASSPHRASE_FILE']] as const;

/** Backup, restore, and what the desk says of itself. Setting: MATOI_BACKUP_PASSPHRASE. */
export function wireUpkeep(base: Base): Wired {
  const { dataFolder, hash, clock } = base;
  const settings = settingsOf(base.env);
  const blobs = () => openBlobFiles(join(dataFolder, 'blobs'), hash);
  const facts = async (opened: OpenState): Promise<DeskFacts> => {
    const setup = mailSetupOf(opened, base);
    const server = leadOf(opened).now !== null;
    const [machine, store, out, mailbox, link, troubles] = await Promise.all([
      machineFacts(dataFolder),
      storeFacts(opened.database.pool, settings.DATABASE_URL === null),
      setup.outgoing(),
      setup.mailboxInUse(),
      setup.linkBase(),
      server ? lookingOf(opened, base).now() : troublesNow(base, opened),
    ]);
    const ports = [settings.MATOI_SMTP_PORT === null ? [] : ['smtp'], settings.MATOI_LMTP_PORT === null ? [] : ['lmtp']];
    return {
      ...machine,
      ...store,
      troubles,
      version: VERSION,
      now: clock.now(),
      lead: leadOf(opened).now,
      backupEveryHours: scheduleOf(base)?.everyHours ?? null,
      logEngine: locateEngine(base.env) !== null,
      publicUrl: link,
      mailOut: out !== null,
      mailIn: [...ports.flat(), ...(mailbox === null ? [] : ['imap'])],
      dns: settings.MATOI_DNS === 'system',
      switchedOff: OPTIONAL.flatMap((names) => (names.every((name) => settings[name] === null) ? [names[0]] : [])),
    };
  };
  const backup = backupWork(base);
  return {
    ...backup,
    services: (opened) => [...(backup.services?.(opened) ?? []), lookingService(base, opened)],
    signals: (opened) => (tell) => lookingOf(opened, base).onChange(() => tell(TROUBLES_CHANGED)),
    routes: (opened) => [
      ...upkeepRoutes({
        facts: () => facts(opened),
        async backups() {
          const [backups, { global }] = await Promise.all([backupTrail(opened.database.pool, null), opened.store.head()]);
          return { backups, backupEveryHours: scheduleOf(base)?.everyHours ?? null, now: clock.now(), entries: global };
        },
        async reach() {
          await opened.database.pool.query('select 1');
        },
        residentBytes: () => process.memoryUsage.rss(),
      }),
      ...kitRoutes(kitDepsOf(base, opened)),
      ...troubleRoutes(lookingOf(opened, base)),
      ...setUpRoutes({ facts: () => setUpFactsOf(base, opened) }),
    ],
    commands: [
      ...kitCommands(async () => kitDepsOf(base, await base.open())),
      ...serviceCommands({ manager: systemd(), place: () => placeOf(base) }),
      ...certificateCommands({
        issue: async (...asked) => {
          await usableFolder(dataFolder);
          return deskCertificates(dataFolder)(...asked);
        },
        clock,
        port: settings.MATOI_PORT,
      }),
      ...upkeepCommands({
        facts: async () => facts(await base.open()),
        async record(done, how, operator) {
          const { entries, head, bytes } = done;
          await (await base.open()).journal.append({
            stream: DESK,
            actor: operatorActor(operator),
            drafts: [{ kind: 'desk.backed-up', body: { entries, head, bytes, ...how } }],
          });
        },
        backup: async () => backupDepsOf(base, await base.open()),
        async restore() {
          const { database, release } = await openDatabaseOf(base);
          const { pool } = database;
          return {
            archives: backupFiles,
            folder: dataFolderFiles(dataFolder),
            blobs: await blobs(),
            load: loaderOf(pool),
            snapshot: snapshotOf(pool),
            hash,
            close: release,
          };
        },
        async verify() {
          const { database, release } = await openDatabaseOf(base);
          try {
            const store = createJournalStore(database, async () => undefined);
            const found = await verifyJournal({ store, blobs: await blobs(), hash, language: caseLanguage });
            return { faults: found.faults.length, head: found.head, entries: found.entries };
          } finally {
            await release();
          }
        },
        firstLine,
        passphrase: settings.MATOI_BACKUP_PASSPHRASE,
        passphraseFile: settings.MATOI_BACKUP_PASSPHRASE_FILE,
        where: settings.DATABASE_URL === null ? dataFolder : `${dataFolder}, DATABASE_URL`,
      }),
    ],
  };
}

/** Where this desk is installed: the code and the Node that runs it now, its data where they were set. */
function placeOf({ env, dataFolder }: Base): ServicePlace {
  const { MATOI_DATA: data, MATOI_PORT: port, MATOI_SMTP_PORT: smtp, MATOI_LMTP_PORT: lmtp } = settingsOf(env);
  const code = join(import.meta.dirname, '..', '..');
  return {
    dataFolder: data === null ? null : dataFolder,
    ownDataFolder: dataFolder,
    node: process.execPath,
    main: join(code, 'src', 'main.ts'),
    code,
    backupFolder: settingsOf(env).MATOI_BACKUP_FOLDER,
    lowPorts: [port, smtp, lmtp].some((one) => one !== null && one > 0 && one < 1024),
  };
}

function kitDepsOf(base: Base, opened: OpenState): KitDeps {
  return {
    facts: (days) => kitFactsOf(base, opened, days),
    print: printerOfDesk(base, opened),
    hash: base.hash,
    clock: base.clock,
    async append(actor, draft) {
      await opened.journal.append({ stream: DESK, actor, drafts: [draft] });
    },
    lastPrinted: () => lastKit(opened.database.pool),
  };
}
