// SPDX-License-Identifier: Apache-2.0
import { verifyPassword } from 'better-auth/crypto';

/** scrypt with a fresh salt, in the form that the sign-in library verifies. */
export { hashPassword } from 'better-auth/crypto';

/** Whether the password is that of which a hash was made. */
export function passwordIs(hash: string, password: string): Promise<boolean> {
  return verifyPassword({ hash, password });
}
