import type { help as en } from '../en/help.ts'

export const help: typeof en = {
  title: 'ヘルプ',
  pages: 'ページ',
  englishOnly: 'ヘルプの本文は英語です。',
  app: 'アプリについて',
  'write-a-mail': 'メールを書く',
  'mail-a-csv': 'CSV を一斉送信する',
  templates: 'テンプレート',
  outbox: '送信箱',
  backends: 'バックエンド',
  sandbox: 'サンドボックス',
  delivery: '配送のしくみ',
  suppression: '配信停止リスト',
  settings: '設定',
  scripting: 'スクリプトから送る',
  'custom-backends': '独自のバックエンド',
  'command-line': 'コマンドライン',
}
