/** What a first run finds: two templates whose fields are columns of resources/sample.csv. */
import { type DraftContent, EMPTY_DRAFT } from '../../shared/draft-types.ts'

export interface NamedTemplate {
  readonly name: string
  readonly content: DraftContent
}

const WELCOME = `<h2>Welcome, {{ name }}</h2>
<p>Thank you for choosing the <strong>{{ plan }}</strong> plan. Your customer number is {{ number }}.</p>
<ul>
<li><p>Your plan costs {{ amount }}.</p></li>
<li><p>The first payment is due on {{ due | date: "%-d %B %Y" }}.</p></li>
</ul>
<p>Just answer this mail if anything is unclear.</p>
<p>Kind regards<br>Example Shop</p>`

const REMINDER = `Dear {{ name }},

the payment for your **{{ plan }}** plan is due on **{{ due | date: "%-d %B %Y" }}**.

| Customer     | Plan       | Amount       |
| ------------ | ---------- | ------------ |
| {{ number }} | {{ plan }} | {{ amount }} |

{% if note != "" %}
We have noted:

> {{ note }}
{% endif %}

If you have paid already, please ignore this mail.

Kind regards
Example Shop
`

export const SAMPLE_TEMPLATES: readonly NamedTemplate[] = [
  {
    name: 'Welcome',
    content: {
      ...EMPTY_DRAFT,
      subject: 'Welcome to {{ plan }}, {{ name }}',
      body: { kind: 'rich', source: WELCOME },
    },
  },
  {
    name: 'Payment reminder',
    content: {
      ...EMPTY_DRAFT,
      subject: 'Payment of {{ amount }} due on {{ due | date: "%-d %B %Y" }}',
      headers: [{ name: 'X-Customer', value: '{{ number }}' }],
      body: { kind: 'markdown', source: REMINDER },
    },
  },
]
