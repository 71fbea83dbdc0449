// SPDX-License-Identifier: Apache-2.0
/** Domains under which anybody gets an address: none of them stands for an organisation. */
export const FREE_MAIL =
  /^(?:gmail\.com|googlemail\.com|yahoo\.[a-z.]{2,6}|ymail\.com|outlook\.[a-z.]{2,6}|hotmail\.[a-z.]{2,6}|live\.[a-z.]{2,6}|msn\.com|icloud\.com|me\.com|aol\.com|proton(?:mail)?\.(?:com|me)|pm\.me|gmx\.[a-z]{2,3}|mail\.(?:ru|com)|yandex\.[a-z]{2,3}|qq\.com|163\.com|126\.com|naver\.com|tutanota\.com|tuta\.io|zoho\.com)$/;
