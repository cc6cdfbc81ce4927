import { describe, expect, it } from 'vitest'
import { readTable, shownOf, workbookOf } from '../helpers/workbook.ts'

/** 25 November 2026, 18:45:30. */
const EVENING = 46351 + (18 * 3600 + 45 * 60 + 30) / 86_400

describe('A number is shown as Excel shows it,', () => {
  it.each([
    // What people type and see again.
    ['General', 0.1 + 0.2, '0.3'],
    ['General', 34.3, '34.3'],
    ['General', 12345678901, '12345678901'],
    ['General', 123456789012, '1.23457E+11'],
    ['General', -5, '-5'],
    ['00000', 123, '00123'],
    ['000\\-0000', 1500042, '150-0042'],
    ['0', 34.5, '35'],
    ['0.00', 1.005, '1.01'],
    ['0.00', 39563.395, '39563.40'],
    ['0.00', -1.005, '-1.01'],
    ['0.0%', 0.0115, '1.2%'],
    ['0', 999999999999999, '999999999999999'],
    ['0.0000000000', 0.1, '0.1000000000'],
    ['#,##0', 1234567, '1,234,567'],
    ['#,##0.00', -1234.5, '-1,234.50'],
    ['0%', 0.125, '13%'],
    ['0.00%', 0.125, '12.50%'],
    ['0.00E+00', 12345, '1.23E+04'],
    ['# ?/?', 1.5, '1 1/2'],
    ['"$"#,##0.00', 34.3, '$34.30'],
    ['"$"#,##0.00', 34.300000000000004, '$34.30'],
    ['[$$-409]#,##0.00', 34.3, '$34.30'],
    // The language beside a currency changes the symbol and no separator.
    ['#,##0.00\\ [$€-407]', 1234.5, '1,234.50 €'],
    ['[$€-2]\\ #,##0.00', 1234.5, '€ 1,234.50'],
    ['[$¥-411]#,##0', 1980, '¥1,980'],
    // Padding that lines columns up is no text.
    ['_("$"* #,##0.00_);_("$"* \\(#,##0.00\\);_("$"* "-"??_);_(@_)', 34.3, '$34.30'],
    ['_("$"* #,##0.00_);_("$"* \\(#,##0.00\\);_("$"* "-"??_);_(@_)', -34.3, '$(34.30)'],
    ['_("$"* #,##0.00_);_("$"* \\(#,##0.00\\);_("$"* "-"??_);_(@_)', 0, '$-'],
    ['#,##0_);[Red](#,##0)', -1234, '(1,234)'],
    ['[<=9999999]###\\-####;\\(###\\)\\ ###\\-####', 5551234567, '(555) 123-4567'],
    ['#,##0.0,,"M"', 12345678, '12.3M'],
    ['0.00,', 1005, '1.01'],
    ['"No. "0', 7, 'No. 7'],
    [';;;', 5, undefined],
    ['@', 5, '5'],
    // Dates and times.
    ['yyyy-mm-dd', EVENING, '2026-11-25'],
    ['m/d/yyyy', EVENING, '11/25/2026'],
    ['dd.mm.yyyy hh:mm', EVENING, '25.11.2026 18:45'],
    ['[$-409]mmmm d, yyyy', EVENING, 'November 25, 2026'],
    ['[$-407]d. mmmm yyyy', EVENING, '25. November 2026'],
    ['[$-40C]dddd d mmmm', EVENING, 'mercredi 25 novembre'],
    ['h:mm AM/PM', EVENING, '6:45 PM'],
    ['yyyy"年"m"月"d"日"', EVENING, '2026年11月25日'],
    ['[h]:mm', 1.5, '36:00'],
    ['mm:ss', 0.0355, '51:07'],
    ['yyyy-mm-dd', 60, '1900-02-29'],
    ['yyyy-mm-dd', -1, '########'],
    // A sum of times that misses midnight by a hair is the next day, not this one at 0:00.
    ['yyyy-mm-dd hh:mm:ss', 46350.999999999, '2026-11-25 00:00:00'],
    ['yyyy-mm-dd hh:mm', 46350.99999999999, '2026-11-25 00:00'],
    // Years of Japanese eras.
    ['[$-411]ggge"年"m"月"d"日"', EVENING, '令和8年11月25日'],
    ['[$-411]ge.m.d', 43585, 'H31.4.30'],
    ['[$-411]ge.m.d', 43586, 'R1.5.1'],
    ['[$-ja-JP-x-gannen]ggge"年"', 43586, '令和元年'],
    ['[$-411]gge.mm.dd', 32515, '昭64.01.07'],
    ['上午/下午h"时"mm"分"', EVENING, '下午6时45分'],
    ['[$-404]e/m/d', EVENING, '115/11/25'],
    ['[Red]', 5.25, '5.25'],
    ['[$-411]gee', 4595, 'T01'],
    ['[$-411]gee', 4594, 'M45'],
  ])('in the format %s: %d', async (format, value, text) => {
    expect(await shownOf([{ value, format }])).toEqual([text])
  })

  it.each([
    [1, 5.4, '5'],
    [2, 5, '5.00'],
    [4, 1234.5, '1,234.50'],
    [9, 0.5, '50%'],
    [14, EVENING, '11/25/2026'],
    [15, EVENING, '25-Nov-26'],
    [18, EVENING, '6:45 PM'],
    [20, EVENING, '18:45'],
    [21, EVENING, '18:45:30'],
    [22, EVENING, '11/25/2026 18:45'],
    [37, -1234, '(1,234)'],
    [44, 34.3, '$34.30'],
    [46, 1.5, '36:00:00'],
    [49, 7, '7'],
    [200, 7, '7'],
  ])('in the built-in format %d: %d', async (format, value, text) => {
    expect(await shownOf([{ value, format }])).toEqual([text])
  })

  it.each([
    ['en-US', ['11/25/2026', '1,234.50', '1234.5', 'TRUE', 'November']],
    ['en-GB', ['25/11/2026', '1,234.50', '1234.5', 'TRUE', 'November']],
    ['de', ['25.11.2026', '1.234,50', '1234,5', 'WAHR', 'November']],
    ['ja', ['2026/11/25', '1,234.50', '1234.5', 'TRUE', '11月']],
    ['de-AT', ['25.11.2026', '1.234,50', '1234,5', 'WAHR', 'November']],
  ])('by the habits of %s where the format leaves it to the computer', async (locale, texts) => {
    const cells = [
      { value: EVENING, format: 14 },
      { value: 1234.5, format: 4 },
      1234.5,
      true,
      { value: EVENING, format: 'mmmm' },
    ]
    expect(await shownOf(cells, { locale })).toEqual(texts)
  })

  it('in Japanese also by the formats that only Japanese has', async () => {
    const cells = [27, 31, 33, 58].map((format) => ({ value: EVENING, format }))
    expect(await shownOf(cells, { locale: 'ja' })).toEqual([
      'R8.11.25',
      '2026年11月25日',
      '18時45分30秒',
      '令和8年11月25日',
    ])
    expect(await shownOf([{ value: EVENING, format: 31 }])).toEqual(['11/25/2026'])
  })

  it('counted from 1904 where the workbook says so, but not what is a span of time', async () => {
    const cells = [
      { value: 0, format: 'yyyy-mm-dd' },
      { value: EVENING - 1462, format: 14 },
      { value: 1.5, format: '[h]:mm' },
      { value: 0.5, format: 'h:mm' },
      1462,
    ]
    const expected = ['1904-01-01', '11/25/2026', '36:00', '12:00', '1462']
    expect(await shownOf(cells, {}, { date1904: true })).toEqual(expected)
  })
})

it.each([
  'yyyy"',
  '[DBNum1][$-411]0',
  '[NatNum1]0',
  'h:mm a/p',
  '[$-2010401]d mmm yyyy',
  '[$-107041E]d mmm yyyy',
  '[$-404]gge"年"',
])(
  'A number in the format %s, which would not be shown as Excel shows it, makes its row a problem',
  async (format) => {
    const { problems } = await readTable(workbookOf([['v'], [{ value: 46351, format }]]))
    expect(problems).toMatchObject([[2, 'unknown-format', expect.stringContaining('Cell A2')]])
  },
)

describe('A cell', () => {
  it.each([
    ['a boolean', ' t="b"><v>1</v>', 'TRUE'],
    ['an error', ' t="e"><v>#N/A</v>', '#N/A'],
    ['text in place', ' t="inlineStr"><is><t>In &amp; place</t></is>', 'In & place'],
    [
      'rich text in place',
      ' t="inlineStr"><is><r><t>Two </t></r><r><rPr><b/></rPr><t>runs</t></r></is>',
      'Two runs',
    ],
    ['the result of a formula', '><f>SUM(A1:A9)</f><v>12</v>', '12'],
    ['a text that a formula makes', ' t="str"><f>"a"&amp;"b"</f><v>a_x000D_b</v>', 'a\rb'],
    ['a blank text that a formula makes', ' t="str"><f>""</f><v></v>', undefined],
    ['a date written out', ' t="d"><v>2026-11-25</v>', '46351'],
    ['a date and time written out', ' t="d"><v>2026-11-25T18:00:00.000Z</v>', '46351.75'],
    ['a time written out', ' t="d"><v>06:00:00</v>', '0.25'],
    ['character data', ' t="inlineStr"><is><t><![CDATA[<b>]]></t></is>', '<b>'],
    ['nothing but a style', ' s="0">', undefined],
  ])('with %s shows it', async (_, xml, text) => {
    expect(await shownOf([{ xml }])).toEqual([text])
  })

  it('shows texts by the part of the format that is for texts', async () => {
    const accounting = '_("$"* #,##0.00_);_("$"* \\(#,##0.00\\);_("$"* "-"??_);_(@_)'
    const cells = [
      { value: ' text ', format: accounting },
      { value: 'Ann', format: '"Dear "@' },
      { value: 'hidden', format: ';;;' },
      { value: '00123', format: '@' },
      { value: '1e3', format: '0.00' },
    ]
    expect(await shownOf(cells)).toEqual([' text ', 'Dear Ann', undefined, '00123', '1e3'])
  })

  it('shows runs of rich text as one text, without the reading of Japanese words', async () => {
    const strings = `<sst><si><r><t xml:space="preserve">山田 </t></r><r><rPr><b/></rPr><t>太郎</t></r><rPh sb="0" eb="2"><t>ヤマダ</t></rPh><phoneticPr fontId="1"/></si><si><t>n</t></si></sst>`
    const cells = [[{ xml: ' t="s"><v>1</v>' }], [{ xml: ' t="s"><v>0</v>' }]]
    const { rows } = await readTable(workbookOf(cells, { parts: { 'xl/sharedStrings.xml': strings } }))
    expect(rows).toEqual([[2, ['山田 太郎']]])
  })

  it('whose formula was never calculated, or whose format is none, is a problem of its row with its name', async () => {
    const { rows, problems } = await readTable(
      workbookOf([
        ['email', 'sum', 'date'],
        ['a@example.com', { xml: '><f>B1*2</f><v></v>' }],
        ['b@example.com', 1, { value: 5, format: 'yyyy"' }],
        ['c@example.com', 2],
        ['d@example.com', 'x'.repeat(32_768)],
      ]),
    )
    expect(rows).toHaveLength(4)
    expect(problems).toEqual([
      [
        2,
        'not-calculated',
        expect.stringContaining('Cell B2 of sheet “Sheet1” holds a formula without a result'),
      ],
      [3, 'unknown-format', expect.stringContaining('Cell C3 of sheet “Sheet1” has a number format')],
      [5, 'cell-too-long', expect.stringContaining('Cell B5 of sheet “Sheet1” holds more than 32,767')],
    ])
  })
})
