// SPDX-License-Identifier: Apache-2.0
/** Random base64url text as a part of an id that is read out and typed: letters and digits only. */
export function lettersAndDigits(random: string): string {
  return random.replaceAll(/[^A-Za-z0-9]/g, 'x');
}
