// SPDX-License-Identifier: Apache-2.0
export type SafeHtml = {
  /** Markup without scripts, forms, styles that load, addresses that load or can be followed. */
  readonly html: string;
  /** What was taken out, for a person to know what is not shown; `embedded` counts the mail's own pictures, shown or not. */
  readonly removed: { readonly remote: number; readonly links: number; readonly active: number; readonly embedded: number };
};

/** A picture that the mail brings along: its name, and a `data:` address where a person asked to see it and it may be shown. */
export type EmbeddedPicture = { readonly name: string; readonly data: string | null };

/** Makes a hostile HTML body fit to be looked at. Never throws; too large a body is cut and closed. */
export type SanitiseHtml = (html: string, embedded?: (contentId: string) => EmbeddedPicture | null) => SafeHtml;
