import type { checks as english } from '../en/checks.ts'

export const checks: { readonly [Code in keyof typeof english]: string } = {
  'alt-missing': '代替テキスト (alt) のない画像があります。',
  'css-background': 'Windows 版 Outlook では背景画像が表示されません。',
  'css-flex': 'Windows 版 Outlook では display: flex が無視されます。',
  'css-fonts': 'Web フォントは Apple Mail など一部でしか表示されません。',
  'css-grid': 'Windows 版 Outlook と、他社アカウントを使う Gmail アプリでは display: grid が無視されます。',
  'css-media': '他社アカウントを使う Gmail アプリではメディアクエリが無視されます。',
  'css-position': 'Gmail と Outlook.com では position: absolute、fixed、sticky が取り除かれます。',
  'css-radius': '角丸 (border-radius) は Windows 版 Outlook では四角になります。',
  'css-variables': 'Gmail と Windows 版 Outlook では CSS 変数が無視されます。',
  'date-missing': 'Date ヘッダーがありません。',
  'dkim-alignment': 'DKIM 署名のドメインが差出人のドメインと違うため、DMARC では有効と見なされません。',
  'dkim-missing':
    'ワンクリックの配信停止は、2 つの List-Unsubscribe ヘッダーに DKIM 署名がある場合だけ有効です (RFC 8058)。サーバーで署名するか、プロファイルで DKIM を設定してください。',
  'element-removed': 'メールソフトが取り除く要素があります。',
  'from-missing': '差出人 (From) がありません。差出人を設定してください。',
  'html-clipped': 'HTML が {{kilobytes}} KB あります。Gmail は先頭の 102 KB だけを表示し、残りを隠します。',
  'image-remote': 'ネットワークから読み込む画像があります。多くの環境では、許可するまで表示されません。',
  'lang-missing': 'HTML に言語 (lang) の指定がありません。読み上げソフトが言語を推測することになります。',
  'link-empty': '文字のないリンクがあります。見えない人にはリンク先がわかりません。',
  'link-http': '暗号化されていないリンク (http) があります。',
  'link-misleading':
    '表示されたアドレスと実際のリンク先が違うリンクがあります。詐欺メールと見なされることがあります。',
  'link-scheme': '開けないリンクがあります。どこでも使えるのは http、https、mailto だけです。',
  'many-visible':
    '{{count}} 人の受信者が互いのアドレスを見ることになります。Bcc を使うか、1通ずつ送ってください。',
  'message-id-missing': 'Message-ID ヘッダーがありません。',
  'no-recipients': '宛先がないため、送信できません。',
  'placeholder-left': '差し込まれていない記号が残っています。',
  'size-large': 'メッセージが {{megabytes}} MB あります。25 MB を超えると多くのサーバーが拒否します。',
  'subject-empty': '件名がありません。',
  'text-missing': 'テキストパートがありません。迷惑メール判定で不利になり、必要とする読み手もいます。',
  'unsubscribe-missing':
    'リスト宛てのメールなのに、配信停止の方法がありません。List-Unsubscribe を加えてください。',
  'unsubscribe-post-missing':
    'List-Unsubscribe をワンクリックで使うには、ヘッダー List-Unsubscribe-Post: List-Unsubscribe=One-Click も必要です。',
  'unsubscribe-unsigned':
    'DKIM 署名に List-Unsubscribe か List-Unsubscribe-Post が含まれていません (RFC 8058)。',
}
