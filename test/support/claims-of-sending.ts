// SPDX-License-Identifier: Apache-2.0
/** Words by which a text says that something left or that somebody knows. */
const CLAIM =
  /送った|送りました|送信済|送信しました|送信 ?\d+ ?件|知らせた|伝えた|届けた|届きました|呼び出した|通知した|サーバーが受け取った|\b(sent|told|paged|notified|delivered|informed|reached|taken by)\b/iu;
/** Words in the same sentence that take it back. */
const DENIAL = /ない|いません|未|断られ|不明|\b(not|nobody|nothing|never|no|could be|whether)\b/iu;

/** Sentences of a text that claim a sending. */
export function claimsOfSending(text: string): readonly string[] {
  return text.split(/[。\n;]+|\. /).filter((sentence) => CLAIM.test(sentence) && !DENIAL.test(sentence));
}

/** Every string of a value, one a line, however deep. */
export function stringsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(stringsOf);
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(stringsOf);
  return [];
}
