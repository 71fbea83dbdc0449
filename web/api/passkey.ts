// SPDX-License-Identifier: Apache-2.0
import { auth } from './auth.ts';
import { ApiError } from './fetch/problem.ts';
import type { Problem } from './fetch/problem.ts';

/** Whether this browser can do passkeys at all (it wants HTTPS or localhost). */
export function passkeysPossible(): boolean {
  return typeof PublicKeyCredential !== 'undefined' && 'parseCreationOptionsFromJSON' in PublicKeyCredential;
}

const stopped: Problem = {
  code: 'passkey-stopped',
  status: 0,
  what: { ja: 'パスキーの操作が完了しませんでした。', en: 'The passkey was not used.' },
  safe: { ja: '何も変わっていません。', en: 'Nothing has changed.' },
  next: {
    ja: 'もう一度試すか、パスワードでサインインしてください。',
    en: 'Try again, or sign in with the password.',
  },
};

async function credentialOf(ask: () => Promise<Credential | null>): Promise<unknown> {
  const credential = await ask().catch(() => null);
  if (!(credential instanceof PublicKeyCredential)) throw new ApiError(stopped);
  return credential.toJSON();
}

export async function addPasskey(name: string): Promise<void> {
  const options = await auth.registerOptions();
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options as unknown as PublicKeyCredentialCreationOptionsJSON);
  await auth.verifyRegistration(await credentialOf(() => navigator.credentials.create({ publicKey })), name);
}

export async function signInByPasskey(): Promise<void> {
  const options = await auth.authenticateOptions();
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options as unknown as PublicKeyCredentialRequestOptionsJSON);
  await auth.verifyAuthentication(await credentialOf(() => navigator.credentials.get({ publicKey })));
}
