// SPDX-License-Identifier: Apache-2.0
// How mail programs name the fields of a mail that they pass on, in the languages in which they are used; sources of patterns, lower case.

/** The sender: English, Japanese, German, French, Spanish and Portuguese, Italian, Dutch, Nordic, Polish, Russian, Chinese, Korean. */
export const FROM_LABELS =
  'from|差出人|送信者|送信元|差し出し人|発信者|von|absender|de|expéditeur|remitente|remetente|da|mittente|van|från|fra|lähettäjä|od|от|发件人|寄件者|寄件人|發件人|보낸\\s?사람|보낸\\s?이|발신자?';

/** The other fields: time, recipients, subject. */
export const OTHER_LABELS =
  'sent|to|cc|bcc|date|subject|sub|reply-to|importance|attachments|送信日時|受信日時|送信日|日時|日付|宛先|宛て先|受信者|件名|題名|添付(?:ファイル)?|gesendet|datum|an|betreff|envoyé|date\\s?d.envoi|à|objet|enviado(?:\\s?el)?|fecha|data|para|asunto|assunto|inviato|a|oggetto|verzonden|aan|onderwerp|skickat|till|ämne|sendt|til|emne|wysłano|do|temat|отправлено|дата|кому|тема|копия|发送时间|发送日期|日期|收件人|抄送|主题|主旨|寄件日期|收件者|副本|보낸\\s?날짜|날짜|받는\\s?사람|수신자?|참조|제목';
