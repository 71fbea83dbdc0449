// SPDX-License-Identifier: Apache-2.0
/**
 * What a screen with a timeline needs of every kind of entry: apart from the contract, because the first view of a telephone asks
 * for cases and draws no card.
 */
export { actWords } from './fold/words/account-words.ts';
export { entryTitles } from './fold/words/entry-titles.ts';
/** What a search of the logs says, for whoever sums one up. */
export { answerOf, answerWord, whyNotAsked } from './fold/words/hunt-answer.ts';
export type { HuntAnswer } from './fold/words/hunt-answer.ts';
/** The web draws one card per kind and checks each body before drawing it. */
export { entrySchemas, isEntryKind } from './entry/kinds.ts';
export type { BodyOf, EntryKind } from './entry/kinds.ts';
