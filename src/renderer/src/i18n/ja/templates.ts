import type { templates as en } from '../en/templates.ts'

export const templates: typeof en = {
  title: 'テンプレート',
  hint: 'あとで使うために残したメッセージ。フィールドの有無は問いません。',
  empty: 'テンプレートはまだありません',
  emptyHint: '作成や一斉送信の画面でメッセージをテンプレートとして保存するか、サンプルから始めてください。',
  addSample: 'サンプルを追加',
  toCompose: '作成画面を開く',
  search: 'テンプレートを検索',
  nothingFound: '見つかりません',
  nothingFoundHint: '文字を減らしてみてください。',
  name: '名前',
  subject: '件名',
  savedAt: '保存日時',
  actions: '操作',
  actionsOf: '「{{name}}」の操作',
  useInCompose: '作成で使う',
  useInMassSend: '一斉送信で使う',
  rename: '名前を変更',
  copyOf: '{{name}}(コピー)',
  removeQuestion: 'テンプレート「{{name}}」を削除しますか? これから作ったバッチの内容は残ります。',
  sampleName: 'ようこそ',
  sampleSubject: '{{ name }} 様、ようこそ',
  sampleBody:
    '{{ name }} 様\n\nご登録ありがとうございます。アカウントの準備ができました。\n\n**次の一歩:** ご質問があれば、このメールにご返信ください。\n',
}
