// SPDX-License-Identifier: Apache-2.0
export type SafeHtml = {
  /** Markup without scripts, forms, styles that load, addresses that load or can be followed. */
  readonly html: string;
  /** What was taken out, for a person to know what is not shown. */
  readonly removed: { readonly remote: number; readonly links: number; readonly active: number };
};

/** Makes a hostile HTML body fit to be looked at. Never throws; too large a body is cut and closed. */
export type SanitiseHtml = (html: string) => SafeHtml;
