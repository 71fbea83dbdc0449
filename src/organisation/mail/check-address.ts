// SPDX-License-Identifier: Apache-2.0
import type { MailDeps } from './deps.ts';
import type { AddressCheck } from './mail.contract.ts';
import { endpoints } from './mail.contract.ts';

/** What this desk answers for a nonce, and no other desk can: a mark under its own key. */
export async function markOfDesk(deps: Pick<MailDeps, 'signer'>, nonce: string): Promise<string> {
  return (await deps.signer()).mark(`this-desk ${nonce}`);
}

/** The desk asks the address that people are given, and looks whether it is itself that answers. */
export async function checkAddress(deps: MailDeps): Promise<AddressCheck> {
  const { settings } = await deps.register.read();
  const url = deps.environment.publicUrl ?? settings.publicUrl ?? (deps.ownAddress.linkable ? deps.ownAddress.guessed : null);
  if (url === null) return { is: 'nobody-set', url: deps.ownAddress.guessed };
  const nonce = deps.random(24);
  const answer = await deps.ask(url + endpoints.thisDesk.at({ nonce }));
  if (answer.is === 'silent') return { is: 'silent', url, detail: answer.detail };
  if (answer.mark !== null && (await deps.signer()).verify(`this-desk ${nonce}`, answer.mark)) return { is: 'answers', url };
  return { is: 'another', url, detail: `HTTP ${answer.status}` };
}
