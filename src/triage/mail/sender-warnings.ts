// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from '../../kernel/bilingual.ts';
import { authorityDomains } from './authority.ts';
import { lookalikeOf } from './lookalike.ts';
import type { Domains } from './domain.port.ts';
import type { AuthCheck, MailAuthentication } from './mail-authentication.port.ts';
import type { MailAddress } from '../../common/mail.ts';
import type { ReadableMail } from './readable.ts';

export type SenderDeps = {
  readonly authentication: MailAuthentication;
  readonly domains: Domains;
  /** Host names of our own receiving servers, as they call themselves. */
  readonly ownServers: readonly string[];
  readonly ownDomains: readonly string[];
};

export type SenderWarning = { readonly id: string; readonly text: Bilingual };

const orgOf = (deps: Pick<SenderDeps, 'domains'>, address: MailAddress | undefined) =>
  address === undefined ? null : deps.domains.organisation(address.address.split('@').at(-1) ?? '');

/** What is odd about the sender's lines themselves; each is a fact of the mail, none is a verdict. */
export function senderWarnings(deps: SenderDeps, mail: ReadableMail, checks: readonly AuthCheck[]): readonly SenderWarning[] {
  const from = orgOf(deps, mail.from[0]);
  const found: SenderWarning[] = [];
  const add = (id: string, ja: string, en: string) => found.push({ id, text: { ja, en } });

  if (mail.from.length !== 1)
    add('from-count', `差出人が ${mail.from.length} 件ある（ふつうは 1 件）`, `The mail names ${mail.from.length} senders (normally one)`);
  const reply = orgOf(deps, mail.replyTo[0]);
  if (reply !== null && reply !== from)
    add('reply-to-differs', `返信すると、差出人とは別の ${reply} に届く`, `A reply would go to ${reply}, not to the sender's domain`);
  const inName = /(?<![\w.+-])[\w.+-]{1,64}@((?:[a-z0-9-]{1,63}\.){1,6}[a-z]{2,24})/i.exec(mail.from[0]?.name ?? '')?.[1];
  if (inName !== undefined && deps.domains.organisation(inName) !== from)
    add(
      'name-shows-address',
      '差出人の表示名に、実際とは別のアドレスが書かれている',
      'The display name shows an address that is not the real one',
    );
  const shown = [mail.from[0]?.name ?? '', mail.from[0]?.address ?? '', mail.subject, ...mail.attachments.map((one) => one.fileName)];
  if (shown.some((text) => /[\u202a-\u202e\u2066-\u2069]/.test(text)))
    add(
      'writing-turned',
      '差出人名・件名・添付名のどれかに、文字の並ぶ向きを変える制御文字がある（見かけと中身が違う）',
      'The sender’s name, the subject or a file name turns the direction of writing (it looks other than it is)',
    );
  const returnPath = mail.headers.find((header) => header.name === 'return-path')?.value.replace(/[<>\s]/g, '');
  const envelope = returnPath === undefined || returnPath === '' ? null : deps.domains.organisation(returnPath.split('@').at(-1) ?? '');
  if (envelope !== null && from !== null && envelope !== from)
    add(
      'return-path-differs',
      `配送上の差出人は ${envelope}（表示の差出人と違う）`,
      `The envelope sender is ${envelope}, not the domain shown`,
    );
  if (from !== null) {
    const shown = deps.domains.shown(from);
    const twin = lookalikeOf(from, shown, [...deps.ownDomains, ...authorityDomains]);
    if (twin !== null) add('lookalike', `${twin.of} に似せた別のドメインである`, `A different domain that looks like ${twin.of}`);
    else if (shown !== from) add('international-name', `見た目は ${shown}、実体は ${from}`, `Shown as ${shown}, really ${from}`);
  }
  const signers = checks.filter((check) => check.mechanism === 'dkim' && check.result === 'pass' && check.domain !== null);
  if (signers.length > 0 && !signers.some((check) => deps.domains.organisation(check.domain ?? '') === from))
    add(
      'signed-by-other',
      '有効な署名は別のドメインのもの（配信業者など）',
      'The valid signature is of another domain (a sending service, say)',
    );
  add(
    'domain-age',
    'ドメインがいつ取られたかは、このデスクでは確かめられない（外部への照会をしない）',
    'How old the domain is cannot be checked here (no outside look-up is made)',
  );
  return found;
}
