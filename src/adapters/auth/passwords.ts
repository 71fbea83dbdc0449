// SPDX-License-Identifier: Apache-2.0
/** scrypt with a fresh salt, in the form that the sign-in library verifies. */
export { hashPassword } from 'better-auth/crypto';
