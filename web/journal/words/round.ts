// SPDX-License-Identifier: Apache-2.0
import { counted } from '../../lang/counted.ts';
import { wordsOf } from '../../lang/lang.tsx';

export const roundCardWords = wordsOf(
  {
    round: '回',
    category: '分類',
    deadline: '期限',
    moved: '期限の変更',
    version: (version: number) => `第${version}版`,
    late: '遅れての提出',
    answer: '回答',
    model: '模範回答とした',
    counts: (answers: number, votes: number, comments: number) => `回答 ${answers}、なるほど ${votes}、講評 ${comments}`,
    answers: (count: number) => `回答 ${count} 件`,
    comments: (count: number) => `講評 ${count} 件`,
    fields: '変えた項目',
    fieldNames: {
      category: '分類',
      title: '題名',
      question: '問題',
      hint: 'ヒント',
      deadline: '期限',
      voteAfterOwnAnswer: '投票の条件',
      anonymousToPeers: '名前の表示',
    },
  },
  {
    round: 'round',
    category: 'category',
    deadline: 'deadline',
    moved: 'deadline moved',
    version: (version: number) => `version ${version}`,
    late: 'late',
    answer: 'answer',
    model: 'marked as model answer',
    counts: (answers: number, votes: number, comments: number) =>
      `${counted(answers, 'answer')}, ${counted(votes, 'vote')}, ${counted(comments, 'comment')}`,
    answers: (count: number) => counted(count, 'answer'),
    comments: (count: number) => counted(count, 'comment'),
    fields: 'changed',
    fieldNames: {
      category: 'category',
      title: 'title',
      question: 'question',
      hint: 'hint',
      deadline: 'deadline',
      voteAfterOwnAnswer: 'who may vote',
      anonymousToPeers: 'names shown',
    },
  },
);
