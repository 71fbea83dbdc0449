// SPDX-License-Identifier: Apache-2.0
import { lookForMails, lookInto } from '../../adapters/imap/look.ts';
import { askOwnAddress } from '../../adapters/own-address/own-address.ts';
import { fetchOutside } from '../../adapters/outside-http/fetch-outside.ts';
import { createMailRegister } from '../../adapters/postgres/settings/mail-register.ts';
import { createOrganisationStore } from '../../adapters/postgres/organisation-store.ts';
import { secretBox } from '../../adapters/secret-box/secret-box.ts';
import type { OpenMail } from '../../intake/mail/mail.port.ts';
import type { MailDeps } from '../../organisation/mail/deps.ts';
import { mailRoutes } from '../../organisation/mail/mail.routes.ts';
import type { ReadStated } from '../../organisation/mail/mail-ports.port.ts';
import { nothingSet } from '../../organisation/mail/mail-settings.ts';
import { statedResults } from '../../triage/mail/authentication-results.ts';
import type { Base, OpenState, Wired } from '../base/base.ts';
import { mailFromEnvironment } from '../base/mail-environment.ts';
import { mailSetupOf } from '../base/mail-setup.ts';
import { perOpened } from '../base/per-opened.ts';
import { publicAddress } from '../base/public-address.ts';
import { settingsOf } from '../base/settings.ts';
import { signerOf } from '../base/signer.ts';

/** The one gate of an open desk, and the reading of mails apart from the desk's own thread. */
type Around = { readonly gate: (opened: OpenState) => MailDeps['outbox']; readonly openMail: OpenMail };

/** The settings of mail: their register, the sealed secrets, and the ways to try them. */
export function wireMailSettings(base: Base, around: Around): Wired {
  const depsOf = perOpened((opened) => mailDeps(base, opened, around));
  return { routes: (opened) => mailRoutes(depsOf(opened)) };
}

/** What the settings of mail are worked on with; notification tries its own notices by the same. */
export function mailDeps(base: Base, opened: OpenState, around: Around): MailDeps {
  const setup = mailSetupOf(opened, base);
  const { url, linkBase } = publicAddress(base.env);
  return {
    journal: opened.journal,
    register: createMailRegister(opened.database, nothingSet),
    box: secretBox(base.dataFolder),
    environment: mailFromEnvironment(base.env),
    people: createOrganisationStore(opened.database),
    outbox: around.gate(opened),
    look: {
      async into(place) {
        const settings = await setup.mailbox(place);
        return 'is' in settings ? settings : lookInto(settings);
      },
      async forMails(place, messageIds) {
        const settings = await setup.mailbox(place);
        return 'is' in settings ? settings : lookForMails(settings, messageIds);
      },
    },
    readStated: statedBy(base, around.openMail),
    ask: askOwnAddress(fetchOutside),
    signer: signerOf(base),
    clock: base.clock,
    random: base.random,
    changed: () => {
      setup.forget();
      // Whoever asks next waits for it; a failure shows itself there.
      setup.refresh().catch(() => undefined);
    },
    ownAddress: { guessed: url.origin, linkable: linkBase !== null, startedWith: () => setup.startedWith.url },
  };
}

/** The line that the last server on the way wrote stands first; what stands below came with the mail and may be anybody's. */
function statedBy(base: Base, openMail: OpenMail): ReadStated {
  return async (bytes) => {
    const opened = await openMail(bytes, 'none');
    const all = opened.is === 'read' ? statedResults(opened.mail.headers, settingsOf(base.env).MATOI_OWN_SERVERS) : [];
    const line = all.find(({ trusted }) => trusted) ?? all[0];
    if (line === undefined) return { by: null, counts: false, checks: [] };
    const wanted = line.checks.filter(({ mechanism }) => mechanism !== 'arc');
    return { by: line.by, counts: line.trusted, checks: wanted.map(({ mechanism, result, domain }) => ({ mechanism, result, domain })) };
  };
}
